using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Shards;

/// <summary>
/// Works off the outbox, one round at a time: merges what several shards committed into the tables that show it, and
/// publishes changed rows to the topics of the same names. Changes of one row within a round become one message, the
/// row as it stands. One loop; the tables change exactly once with the outbox, messages go out at least once.
/// </summary>
internal sealed class OutboxPublisher<TReference>(Topology<TReference> topology, ILog log, IStore store, EngineOptions options)
{
    private readonly Retry _retry = new(options, "outbox", salt: -2);
    private readonly Dictionary<string, TableSchema> _published = topology.Tables
        .Where(t => t.Outbox && !topology.Merges.Any(m => m.Source == t))
        .ToDictionary(t => t.Name);

    public async Task PrepareAsync(CancellationToken cancel)
    {
        foreach (var table in _published.Keys)
        {
            await log.EnsureTopicAsync(new TopicSpec(table, options.Shards, options.OutputRetentionBytes), cancel);
        }
    }

    /// <summary>Runs until cancelled.</summary>
    /// <param name="isOurs">
    /// Whether the outbox is this process's to work off: one at a time does it. Two at once, as while it changes hands,
    /// waste work and no more.
    /// </param>
    public async Task RunAsync(Func<bool> isOurs, CancellationToken cancel)
    {
        for (var failures = 0; ;)
        {
            try
            {
                while (isOurs() && await RoundAsync(cancel))
                {
                    failures = 0;
                }
            }
            catch (Exception failure) when (Retry.MayPass(failure))
            {
                failures++;
                _retry.Count(failure);
            }

            await (failures == 0 ? Task.Delay(options.PublishEvery, options.Time, cancel) : _retry.PauseAsync(failures, cancel));
        }
    }

    /// <summary>Whether nothing of the given shards waits in the outbox.</summary>
    public async Task<bool> IsDrainedAsync(Func<int, bool> isOurs, CancellationToken cancel)
    {
        var entries = await _retry.RunAsync(() => store.ReadOutboxAsync(1, cancel), cancel);
        if (entries.Count > 0 && !isOurs(entries[0].Shard))
        {
            entries = await _retry.RunAsync(() => store.ReadOutboxAsync(Limits.OutboxRoundMax, cancel), cancel);
        }

        return entries.Count < Limits.OutboxRoundMax && !entries.Any(e => isOurs(e.Shard));
    }

    private async Task<bool> RoundAsync(CancellationToken cancel)
    {
        var entries = await store.ReadOutboxAsync(Limits.OutboxRoundMax, cancel);
        if (entries.Count == 0)
        {
            return false;
        }

        var changed = Changed(entries);
        var merged = new List<RowChange>();
        foreach (var merge in topology.Merges)
        {
            merged.AddRange(await MergeAsync(merge, changed, cancel));
        }

        await PublishAsync(changed, merged, cancel);
        await store.CompleteOutboxAsync(entries, merged, cancel);
        return true;
    }

    /// <summary>The changed keys of each table, each once, in the order of their first change.</summary>
    private static Dictionary<string, List<object?[]>> Changed(IReadOnlyList<OutboxEntry> entries)
    {
        var changed = new Dictionary<string, List<object?[]>>();
        var seen = new HashSet<(string Table, RowKey Key)>();
        foreach (var (table, key) in entries.SelectMany(e => e.Keys))
        {
            if (seen.Add((table, new RowKey(key))))
            {
                if (!changed.TryGetValue(table, out var keys))
                {
                    changed[table] = keys = [];
                }

                keys.Add(key);
            }
        }

        return changed;
    }

    private async Task<List<RowChange>> MergeAsync(MergedTable merge, Dictionary<string, List<object?[]>> changed, CancellationToken cancel)
    {
        var groupColumns = merge.Target.Columns.Take(merge.Target.KeyColumns).Select(c => c.Name).ToList();
        var at = groupColumns.ConvertAll(merge.Source.Ordinal);
        var groups = (changed.GetValueOrDefault(merge.Source.Name) ?? []).Select(k => new RowKey([.. at.Select(i => k[i])])).Distinct();
        var keys = groups.Select(g => g.Values).ToList();
        var partials = await store.ReadGroupsAsync(merge.Source, groupColumns, keys, cancel);
        return keys.Select((key, i) => Change(merge, key, partials[i])).ToList();
    }

    private static RowChange Change(MergedTable merge, object?[] key, IReadOnlyList<object?[]> partials) =>
        merge.Merge(partials) is { } row ? RowChange.Upsert(merge.Target, row) : RowChange.Delete(merge.Target, key);

    private async Task PublishAsync(Dictionary<string, List<object?[]>> changed, List<RowChange> merged, CancellationToken cancel)
    {
        var target = new Dictionary<TopicPartition, LogBatchBuilder>();
        foreach (var table in changed.Keys.Where(_published.ContainsKey).Select(name => _published[name]))
        {
            var keyColumns = table.Columns.Take(table.KeyColumns).Select(c => c.Name).ToList();
            var keys = changed[table.Name];
            var rows = await store.ReadGroupsAsync(table, keyColumns, keys, cancel);
            for (var i = 0; i < keys.Count; i++)
            {
                Add(target, table, keys[i], rows[i].Count == 0 ? null : rows[i][0]);
            }
        }

        foreach (var row in merged.Where(r => _published.ContainsKey(r.Table.Name)))
        {
            Add(target, row.Table, row.Values[..row.Table.KeyColumns], row.Deleted ? null : row.Values);
        }

        if (target.Count > 0)
        {
            await log.AppendAsync([.. target.Select(t => (t.Key, t.Value.Take()))], cancel);
        }
    }

    private void Add(Dictionary<TopicPartition, LogBatchBuilder> target, TableSchema table, object?[] key, object?[]? row)
    {
        var keyBytes = RowJson.Key(table, key);
        var to = new TopicPartition(table.Name, Partitioner.PartitionOf(keyBytes, options.Shards));
        if (!target.TryGetValue(to, out var builder))
        {
            target[to] = builder = new LogBatchBuilder();
        }

        var now = options.Time.GetUtcNow().ToUnixTimeMilliseconds();
        builder.Add(hasKey: true, keyBytes, hasValue: row is not null, row is null ? default : RowJson.Row(table, row), now);
    }
}
