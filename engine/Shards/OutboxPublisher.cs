using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Shards;

/// <summary>
/// Works off the outbox, one round at a time: merges what several shards committed into the tables that show it, and
/// publishes changed rows to the topics of the same names. Changes of one row within a round become one message, the
/// row as it stands, with the commits it tells of. One loop; the tables change exactly once with the outbox, messages go
/// out at least once.
/// </summary>
internal sealed class OutboxPublisher<TReference>(Topology<TReference> topology, ILog log, IStore store, EngineOptions options)
{
    private readonly Retry _retry = new(options, "outbox", salt: -2);
    private readonly Dictionary<string, TableSchema> _published = topology.Tables
        .Where(t => t.Outbox && !topology.Merges.Any(m => m.Source == t))
        .ToDictionary(t => t.Name);

    // Read by every shard from its one partition, and made as the inputs they are: nothing of them may go.
    private readonly HashSet<string> _inputs = [.. topology.ReferenceTopics.Select(t => t.Topic)];

    public async Task PrepareAsync(CancellationToken cancel)
    {
        foreach (var table in _published.Keys.Where(t => !_inputs.Contains(t)))
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

        var changed = new OutboxChanges(entries);
        var merged = new List<(RowChange Row, Origin Origin)>();
        foreach (var merge in topology.Merges)
        {
            merged.AddRange(await MergeAsync(merge, changed, cancel));
        }

        await PublishAsync(changed, merged, cancel);
        await store.CompleteOutboxAsync(entries, merged.ConvertAll(m => m.Row), cancel);
        return true;
    }

    private async Task<List<(RowChange Row, Origin Origin)>> MergeAsync(MergedTable merge, OutboxChanges changed, CancellationToken cancel)
    {
        var groupColumns = merge.Target.Columns.Take(merge.Target.KeyColumns).Select(c => c.Name).ToList();
        var groups = changed.GroupsOf(merge.Source.Name, groupColumns.ConvertAll(merge.Source.Ordinal));
        var partials = await store.ReadGroupsAsync(merge.Source, groupColumns, [.. groups.Select(g => g.Key)], cancel);
        return [.. groups.Select((group, i) => (Change(merge, group.Key, partials[i]), group.Origin))];
    }

    private static RowChange Change(MergedTable merge, object?[] key, IReadOnlyList<object?[]> partials) =>
        merge.Merge(partials) is { } row ? RowChange.Upsert(merge.Target, row) : RowChange.Delete(merge.Target, key);

    private async Task PublishAsync(OutboxChanges changed, List<(RowChange Row, Origin Origin)> merged, CancellationToken cancel)
    {
        var messages = new List<Message>();
        foreach (var table in changed.Tables.Where(_published.ContainsKey).Select(name => _published[name]))
        {
            var keyColumns = table.Columns.Take(table.KeyColumns).Select(c => c.Name).ToList();
            var keys = changed.Of(table.Name);
            var rows = await store.ReadGroupsAsync(table, keyColumns, [.. keys.Select(k => k.Key)], cancel);
            messages.AddRange(keys.Select((k, i) => new Message(table, k.Key, rows[i].Count == 0 ? null : rows[i][0], k.Origin)));
        }

        messages.AddRange(merged
            .Where(m => _published.ContainsKey(m.Row.Table.Name))
            .Select(m => new Message(m.Row.Table, m.Row.Key, m.Row.Deleted ? null : m.Row.Values, m.Origin)));
        if (messages.Count > 0)
        {
            await log.AppendAsync(Frames(messages), cancel);
        }
    }

    /// <summary>The messages as records, by partition; within one in the order of their origins.</summary>
    private List<(TopicPartition Target, AppendFrames Records)> Frames(List<Message> messages)
    {
        var targets = new Dictionary<TopicPartition, LogBatchBuilder>();
        var now = options.Time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var message in messages.OrderBy(m => m.Origin, Origin.Order))
        {
            var key = RowJson.Key(message.Table, message.Key);
            var partitions = _inputs.Contains(message.Table.Name) ? 1 : options.Shards;
            var to = new TopicPartition(message.Table.Name, Partitioner.PartitionOf(key, partitions));
            if (!targets.TryGetValue(to, out var builder))
            {
                targets[to] = builder = new LogBatchBuilder();
            }

            var value = message.Row is null ? null : RowJson.Message(message.Table, message.Row);
            builder.Add(hasKey: true, key, hasValue: value is not null, value, now, origin: message.Origin.ToUtf8());
        }

        return [.. targets.Select(t => (t.Key, t.Value.Take()))];
    }

    /// <param name="Row">The row as it stands; null where it is gone.</param>
    private sealed record Message(TableSchema Table, object?[] Key, object?[]? Row, Origin Origin);
}
