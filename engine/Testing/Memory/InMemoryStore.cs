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

    public ValueTask PrepareAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancel) => Do(
        () =>
        {
            foreach (var table in tables)
            {
                if (!_tables.TryAdd(table.Name, new InMemoryTable(table)))
                {
                    _tables[table.Name].Extend(table);
                }
            }
        },
        cancel);

    public ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel) => Ask(
        () =>
        {
            _shards.TryAdd(shard, new InMemoryShard(shard));
            return _shards[shard].Take();
        },
        cancel);

    /// <inheritdoc />
    /// <exception cref="FencedException">Another owner has the shard: its segments may reach beyond the lease.</exception>
    public async ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel)
    {
        var segments = await Ask(
            () =>
            {
                var shard = Shard(lease.Shard);
                shard.CheckOwner(lease.Epoch);
                return shard.Segments;
            },
            cancel);
        foreach (var (sequence, segment) in segments)
        {
            cancel.ThrowIfCancellationRequested();
            sink(sequence, segment);
        }
    }

    public ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel) => Do(
        () =>
        {
            var shard = Shard(commit.Shard);
            shard.Check(commit);
            var rows = Admit(commit.Rows);
            shard.Apply(commit);
            Apply(rows);
            NoteOutbox(commit, rows);
        },
        cancel);

    public ValueTask<IReadOnlyList<int>> ClaimKeysAsync(string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel) =>
        Ask(() => Table(EngineTables.KeyOwner.Name).ClaimKeys(group, shard, keys), cancel);

    public ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int max, CancellationToken cancel) =>
        Ask<IReadOnlyList<OutboxEntry>>(() => [.. _outbox.Take(max)], cancel);

    /// <inheritdoc />
    /// <exception cref="StoreException">An entry was completed before: the rows rest on what someone else has merged since.</exception>
    public ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel) => Do(
        () =>
        {
            var completed = entries.Select(e => (e.Shard, e.Sequence)).ToHashSet();
            if (_outbox.Count(e => completed.Contains((e.Shard, e.Sequence))) != completed.Count)
            {
                throw new StoreException("an outbox entry was completed by someone else");
            }

            Apply(Admit(rows));
            _outbox.RemoveAll(e => completed.Contains((e.Shard, e.Sequence)));
        },
        cancel);

    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        Ask(() => Table(table.Name).Read(table, where), cancel);

    public ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> ReadGroupsAsync(
        TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> groups, CancellationToken cancel) =>
        Ask(() => Table(table.Name).Read(table, columns, groups), cancel);

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => Ask<IReadOnlyList<ShardStanding>>(
        () => [.. _shards.Select(s => new ShardStanding(s.Key, s.Value.Epoch, s.Value.Sequence, s.Value.Positions))],
        cancel);

    public ValueTask DisposeAsync() => default;

    /// <summary>A consistent copy of all it holds.</summary>
    public StoreBackup BackUp()
    {
        lock (_gate)
        {
            return new StoreBackup([.. _tables.Values.Select(t => t.Copy())], _shards.ToDictionary(s => s.Key, s => s.Value.Copy()), [.. _outbox]);
        }
    }

    /// <summary>Holds what a backup says, and nothing that came since; as when nobody uses it.</summary>
    public void Restore(StoreBackup backup)
    {
        lock (_gate)
        {
            _tables.Clear();
            _shards.Clear();
            _outbox.Clear();
            foreach (var table in backup.Tables)
            {
                _tables[table.Schema.Name] = table.Copy();
            }

            foreach (var (number, shard) in backup.Shards)
            {
                _shards[number] = shard.Copy();
            }

            _outbox.AddRange(backup.Outbox);
        }
    }

    /// <summary>Answers under the lock; what is thrown reaches the caller when it awaits, as from a store that does I/O.</summary>
    private ValueTask<TResult> Ask<TResult>(Func<TResult> answer, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TResult>(cancel);
        }

        try
        {
            lock (_gate)
            {
                return new(answer());
            }
        }
        catch (Exception refusal)
        {
            return ValueTask.FromException<TResult>(refusal);
        }
    }

    private async ValueTask Do(Action change, CancellationToken cancel) => await Ask(
        () =>
        {
            change();
            return true;
        },
        cancel);

    private List<RowChange> Admit(IReadOnlyList<RowChange> rows)
    {
        List<RowChange> admitted =
            [.. rows.Select(r => new RowChange(Table(r.Table.Name).Schema, r.Deleted, ColumnTypes.Admit(r.Table, r.Values)))];
        CheckAppends(admitted);
        return admitted;
    }

    private void CheckAppends(List<RowChange> rows)
    {
        var first = new Dictionary<(string Table, RowKey Key), object?[]>();
        foreach (var row in rows.Where(r => r.Table.AppendOnly))
        {
            if (row.Deleted)
            {
                throw new StoreException(AppendOnly.Refusal(row.Table.Name)) { Refusal = StoreRefusal.OfRows };
            }

            first.TryAdd((row.Table.Name, new RowKey(row.Key)), _tables[row.Table.Name].Find(row.Values) ?? row.Values);
            AppendOnly.CheckEqual(row.Table, first[(row.Table.Name, new RowKey(row.Key))], row.Values);
        }
    }

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
