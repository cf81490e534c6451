using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.State;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>Applies one commit of a shard. What can be encoded is encoded by the caller's thread, before it is queued.</summary>
internal sealed class CommitItem : StoreItem<bool>
{
    private readonly ShardCommit _commit;
    private readonly string _positions;
    private readonly byte[] _outboxKeys;

    public CommitItem(ShardCommit commit, CancellationToken cancel)
        : base(cancel)
    {
        if (commit.Merge is { } merge && (merge.From > merge.To || merge.To >= commit.Sequence))
        {
            throw new StoreException($"a merge of the segments {merge.From} to {merge.To} does not lie before commit {commit.Sequence}");
        }

        _commit = commit;
        _positions = commit.Positions.ToJson();
        _outboxKeys = OutboxCodec.Encode(commit.Rows);
    }

    public override long Weight => 256 + _commit.PayloadBytes + (_commit.Rows.Count * 200L);

    public override void Apply(Connection connection)
    {
        Advance(connection);
        if (_commit.Merge is { } merge)
        {
            connection.Prepare("DELETE FROM engine_segments WHERE shard = ? AND sequence BETWEEN ? AND ?")
                .Bind(1, _commit.Shard).Bind(2, merge.From).Bind(3, merge.To).Run();
            AddSegment(connection, merge.To, merge.Bytes.Span);
        }

        AddSegment(connection, _commit.Sequence, _commit.Segment.Span);
        RowWriter.Apply(connection, _commit.Rows);
        if (_outboxKeys.Length > 0)
        {
            connection.Prepare("INSERT INTO engine_outbox (shard, sequence, keys) VALUES (?, ?, ?)")
                .Bind(1, _commit.Shard).Bind(2, _commit.Sequence).BindBlob(3, _outboxKeys).Run();
        }
    }

    /// <summary>The fence: one row moves on, or the commit belongs to no owner.</summary>
    private void Advance(Connection connection)
    {
        connection.Prepare("UPDATE engine_shards SET sequence = ?1, positions = ?2 WHERE shard = ?3 AND epoch = ?4 AND sequence = ?1 - 1")
            .Bind(1, _commit.Sequence).Bind(2, _positions).Bind(3, _commit.Shard).Bind(4, _commit.Epoch).Run();
        if (connection.Changes != 1)
        {
            throw new FencedException(
                $"commit {_commit.Sequence} of shard {_commit.Shard} under epoch {_commit.Epoch} is fenced: {Standing(connection)}");
        }
    }

    private string Standing(Connection connection)
    {
        using var query = connection.Prepare("SELECT epoch, sequence FROM engine_shards WHERE shard = ?");
        return query.Bind(1, _commit.Shard).Step()
            ? $"the shard stands at {query.Integer(1)} under epoch {query.Integer(0)}"
            : "nobody has taken the shard";
    }

    private void AddSegment(Connection connection, long sequence, ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            connection.Prepare("INSERT INTO engine_segments (shard, sequence, bytes) VALUES (?, ?, ?)")
                .Bind(1, _commit.Shard).Bind(2, sequence).BindBlob(3, bytes).Run();
        }
    }
}
