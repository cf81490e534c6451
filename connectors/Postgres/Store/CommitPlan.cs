using Npgsql;
using Sluice.Connectors.Postgres.Connections;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres.Store;

/// <summary>
/// One commit of a shard as one batch: first the fence, which moves the shard on or finds that it is someone else's, then
/// all that the commit changes. Encoded by the caller's thread, and sent as often as it takes.
/// </summary>
internal sealed class CommitPlan
{
    private const string Fence = "UPDATE engine_shards SET sequence = $1, positions = $2 WHERE shard = $3 AND epoch = $4 AND sequence = $1 - 1";
    private const string Unmerge = "DELETE FROM engine_segments WHERE shard = $1 AND sequence BETWEEN $2 AND $3";
    private const string Segment = "INSERT INTO engine_segments (shard, sequence, bytes) VALUES ($1, $2, $3)";
    private const string Outbox = "INSERT INTO engine_outbox (shard, sequence, keys) VALUES ($1, $2, $3)";
    private const string Standing = "SELECT epoch, sequence FROM engine_shards WHERE shard = $1";

    private readonly ShardCommit _commit;
    private readonly List<Statement> _statements = [];

    /// <exception cref="StoreException">Something in it cannot be stored.</exception>
    public CommitPlan(ShardCommit commit)
    {
        _commit = commit;
        _statements.Add(new Statement(Fence, commit.Sequence, commit.Positions.ToJson(), commit.Shard, commit.Epoch));
        if (commit.Merge is { } merge)
        {
            if (merge.From > merge.To || merge.To >= commit.Sequence)
            {
                throw new StoreException($"a merge of the segments {merge.From} to {merge.To} does not lie before commit {commit.Sequence}");
            }

            _statements.Add(new Statement(Unmerge, commit.Shard, merge.From, merge.To));
            AddSegment(merge.To, merge.Bytes);
        }

        AddSegment(commit.Sequence, commit.Segment);
        _statements.AddRange(RowStatements.Of(commit.Rows));
        if (OutboxCodec.Encode(commit.Rows) is { Length: > 0 } keys)
        {
            _statements.Add(new Statement(Outbox, commit.Shard, commit.Sequence, keys));
        }
    }

    /// <exception cref="FencedException">The shard is another's, or stands elsewhere.</exception>
    public async ValueTask<bool> RunAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        _statements.ForEach(s => batch.BatchCommands.Add(s.ToCommand()));
        var fence = batch.BatchCommands[0];
        try
        {
            await batch.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException error) when (!ReferenceEquals(error.BatchCommand, fence) && fence.RecordsAffected == 0)
        {
            // What follows the fence may clash with the new owner's work; the fence says why.
            throw new FencedException(Words("someone else has the shard"));
        }

        return fence.RecordsAffected == 1 ? true : throw new FencedException(Words(await StandingAsync(connection, cancel)));
    }

    private void AddSegment(long sequence, ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            _statements.Add(new Statement(Segment, _commit.Shard, sequence, bytes));
        }
    }

    private string Words(string standing) => $"commit {_commit.Sequence} of shard {_commit.Shard} under epoch {_commit.Epoch} is fenced: {standing}";

    private async ValueTask<string> StandingAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new Statement(Standing, _commit.Shard).On(connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? $"the shard stands at {reader.GetInt64(1)} under epoch {reader.GetInt64(0)}"
            : "nobody has taken the shard";
    }
}
