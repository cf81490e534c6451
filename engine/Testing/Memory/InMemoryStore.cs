using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Engine.Testing.Memory;

/// <summary>
/// A store in memory, as strict as the SQL ones about epochs, sequences, types and atomicity. It stands for the disk,
/// so it outlives the engines that use it and disposing does nothing. One lock guards all of it; no call waits, so a
/// taker never finds a commit under way.
/// </summary>
public sealed class InMemoryStore : IStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, InMemoryTable> _tables = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, InMemoryShard> _shards = [];
    private readonly List<OutboxEntry> _outbox = [];

    public ValueTask PrepareAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var table in tables)
            {
                if (!_tables.TryAdd(table.Name, new InMemoryTable(table)))
                {
                    _tables[table.Name].Extend(table);
                }
            }
        }

        return default;
    }

    public ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _shards.TryAdd(shard, new InMemoryShard(shard));
            return new(_shards[shard].Take());
        }
    }

    public ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel)
    {
        IReadOnlyList<byte[]> segments;
        lock (_gate)
        {
            var shard = Shard(lease.Shard);
            shard.CheckOwner(lease.Epoch);
            segments = shard.Segments;
        }

        foreach (var segment in segments)
        {
            cancel.ThrowIfCancellationRequested();
            sink(segment);
        }

        return default;
    }

    public ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var shard = Shard(commit.Shard);
            shard.Check(commit);
            var rows = Admit(commit.Rows);
            shard.Apply(commit);
            Apply(rows);
            NoteOutbox(commit, rows);
        }

        return default;
    }

    public ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int max, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new([.. _outbox.Take(max)]);
        }
    }

    /// <inheritdoc />
    /// <exception cref="StoreException">An entry was completed before: the rows rest on what someone else has merged since.</exception>
    public ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var completed = entries.Select(e => (e.Shard, e.Sequence)).ToHashSet();
            if (_outbox.Count(e => completed.Contains((e.Shard, e.Sequence))) != completed.Count)
            {
                throw new StoreException("an outbox entry was completed by someone else");
            }

            Apply(Admit(rows));
            _outbox.RemoveAll(e => completed.Contains((e.Shard, e.Sequence)));
        }

        return default;
    }

    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new(Table(table.Name).Read(table, where));
        }
    }

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new([.. _shards.Select(s => new ShardStanding(s.Key, s.Value.Epoch, s.Value.Sequence, s.Value.Positions))]);
        }
    }

    public ValueTask DisposeAsync() => default;

    private List<RowChange> Admit(IReadOnlyList<RowChange> rows) =>
        [.. rows.Select(r => new RowChange(Table(r.Table.Name).Schema, r.Deleted, ColumnTypes.Admit(r.Table, r.Values)))];

    private void Apply(List<RowChange> rows) => rows.ForEach(r => _tables[r.Table.Name].Apply(r.Deleted, r.Values));

    private void NoteOutbox(ShardCommit commit, List<RowChange> rows)
    {
        var keys = rows
            .Where(r => r.Table.Outbox)
            .GroupBy(r => r.Table)
            .SelectMany(t => t.Select(r => r.Values[..t.Key.KeyColumns]).Distinct(new KeyOrder(t.Key.KeyColumns)).Select(k => (t.Key.Name, k)))
            .ToList();
        if (keys.Count > 0)
        {
            _outbox.Add(new OutboxEntry(commit.Shard, commit.Sequence, keys));
        }
    }

    private InMemoryShard Shard(int shard) =>
        _shards.TryGetValue(shard, out var known) ? known : throw new FencedException($"shard {shard} was never taken");

    private InMemoryTable Table(string name) =>
        _tables.TryGetValue(name, out var table) ? table : throw new StoreException($"no table {name}");
}
