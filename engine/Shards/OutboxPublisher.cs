using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Shards;

/// <summary>
/// Works off the outbox, one round at a time: merges what several shards committed into the tables that show it, and
/// publishes changed rows to the topics of the same names. Changes of one row within a round become one message, the
/// row as it stands, with the commits it tells of. One loop; the tables change exactly once with the outbox, messages go
/// out at least once. A topic that refuses is owed its messages, and holds up nothing else.
/// </summary>
internal sealed class OutboxPublisher<TReference>(Topology<TReference> topology, ILog log, IStore store, EngineOptions options)
{
    private readonly Retry _retry = new(options, "outbox", salt: -2);
    private readonly List<TableSchema> _published = [.. Published(topology)];
    private readonly UnsentMessages _unsent = new([.. Published(topology)], store, options);

    // Since when something waits that is not worked off; touched by the loop only.
    private DateTimeOffset? _behindSince;

    // Read by every shard from its one partition, and made as the inputs they are: nothing of them may go.
    private readonly HashSet<string> _inputs = [.. topology.ReferenceTopics.Select(t => t.Topic)];

    public async Task PrepareAsync(CancellationToken cancel)
    {
        foreach (var table in _published.Where(t => !_inputs.Contains(t.Name)))
        {
            await log.EnsureTopicAsync(new TopicSpec(table.Name, options.Shards, options.OutputRetentionBytes), cancel);
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
                bool goesOn;
                do
                {
                    goesOn = isOurs() && await RoundAsync(cancel);
                    failures = 0;
                }
                while (goesOn);

                if (!isOurs())
                {
                    options.Meters?.Outbox.Leave();
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

    /// <summary>Whether nothing of the given shards waits in the outbox, and no topic is owed anything.</summary>
    public async Task<bool> IsDrainedAsync(Func<int, bool> isOurs, CancellationToken cancel)
    {
        var entries = await _retry.RunAsync(() => store.ReadOutboxAsync(1, cancel), cancel);
        if (entries.Count > 0 && !isOurs(entries[0].Shard))
        {
            entries = await _retry.RunAsync(() => store.ReadOutboxAsync(Limits.OutboxRoundMax, cancel), cancel);
        }

        return entries.Count < Limits.OutboxRoundMax && !entries.Any(e => isOurs(e.Shard))
            && (await _retry.RunAsync(() => store.ReadRowsAsync(EngineTables.UnsentMessages, [], cancel), cancel)).Count == 0;
    }

    private static IEnumerable<TableSchema> Published(Topology<TReference> topology) =>
        topology.Tables.Where(t => t.Outbox && !topology.Merges.Any(m => m.Source == t));

    private async Task<bool> RoundAsync(CancellationToken cancel)
    {
        var entries = await store.ReadOutboxAsync(Limits.OutboxRoundMax, cancel);

        // After the entries: what left the outbox before they were read is seen here.
        var owed = await _unsent.ReadAsync(cancel);
        Note(entries.Count, isWorkedOff: entries.Count == 0);
        if (entries.Count == 0 && owed.Values.All(o => o.Count == 0))
        {
            return false;
        }

        var changed = new OutboxChanges(entries);
        var merged = new List<(RowChange Row, Origin Origin)>();
        foreach (var merge in topology.Merges)
        {
            merged.AddRange(await MergeAsync(merge, changed, cancel));
        }

        merged.ForEach(m => changed.Add(m.Row.Table.Name, m.Row.Key, m.Origin));
        foreach (var (topic, key, origin) in owed.SelectMany(o => o.Value.SelectMany(u => u.Keys.Select(k => (o.Key, k.Key, k.Origin)))))
        {
            changed.Add(topic, key, origin);
        }

#if PLANTED_BUGS
        if (PlantedBugs.Is(Bug.OutboxCompletedFirst))
        {
            await store.CompleteOutboxAsync(entries, [.. merged.Select(m => m.Row)], cancel);
        }
#endif
        var kept = await PublishAsync(changed, owed, merged.ConvertAll(m => m.Row), cancel);
        await store.CompleteOutboxAsync(entries, [.. merged.Select(m => m.Row), .. kept], cancel);
        Note(0, isWorkedOff: entries.Count < Limits.OutboxRoundMax);
        return entries.Count > 0;
    }

    /// <summary>
    /// Sends each topic its changed rows together with what it is owed, so that they lie in the order of their commits.
    /// Returns what keeps them for later where a topic refuses: the merged rows must not wait for it.
    /// </summary>
    /// <param name="owed">Of the topics to send to; the others keep theirs.</param>
    /// <param name="merged">Rows that are not in the store yet.</param>
    private async Task<List<RowChange>> PublishAsync(
        OutboxChanges changed, Dictionary<string, IReadOnlyList<Unsent>> owed, List<RowChange> merged, CancellationToken cancel)
    {
        var rows = merged.ToDictionary(m => (m.Table.Name, new RowKey(m.Key)), m => m.Deleted ? null : m.Values);
        var topics = _published.Where(t => changed.Of(t.Name).Count > 0).ToList();
        var sent = new List<(TableSchema Topic, Task<LogException?> Refusal)>();
        foreach (var topic in topics.Where(t => owed.ContainsKey(t.Name)))
        {
            sent.Add((topic, SendAsync(topic, await MessagesAsync(topic, changed.Of(topic.Name), rows, cancel), cancel)));
        }

        await Task.WhenAll(sent.Select(s => s.Refusal));
        var changes = new List<RowChange>();
        foreach (var (topic, refusal) in sent)
        {
            if (await refusal is { } refused)
            {
                _retry.Count(refused);
                _unsent.Refused(topic.Name, refused.Message);
            }
            else
            {
                changes.AddRange(_unsent.Taken(topic.Name, owed[topic.Name]));
                topics.Remove(topic);
            }
        }

        changes.AddRange(topics.SelectMany(t => _unsent.Keep(t, changed.Of(t.Name), owed.GetValueOrDefault(t.Name, []))));
        return changes;
    }

    /// <summary>Returns why the topic refuses. One that waits for a decision stops no books: nothing is computed from it.</summary>
    private async Task<LogException?> SendAsync(TableSchema topic, List<OutputMessage> messages, CancellationToken cancel)
    {
        try
        {
            var partitions = _inputs.Contains(topic.Name) ? 1 : options.Shards;
            await log.AppendAsync(OutputMessage.Frames(topic, messages, partitions, options.Time.GetUtcNow().ToUnixTimeMilliseconds()), cancel);
            return null;
        }
        catch (LogException refused)
        {
            return refused;
        }
    }

    private async Task<List<OutputMessage>> MessagesAsync(
        TableSchema topic, IReadOnlyList<(object?[] Key, Origin Origin)> keys, Dictionary<(string, RowKey), object?[]?> merged, CancellationToken cancel)
    {
        var keyColumns = topic.Columns.Take(topic.KeyColumns).Select(c => c.Name).ToList();
        var stored = await store.ReadGroupsAsync(topic, keyColumns, [.. keys.Select(k => k.Key)], cancel);
        return [.. keys.Select((k, i) => new OutputMessage(
            k.Key,
            merged.TryGetValue((topic.Name, new RowKey(k.Key)), out var row) ? row : stored[i].Count == 0 ? null : stored[i][0],
            k.Origin))];
    }

    /// <param name="isWorkedOff">Whether nothing waits but what topics are owed.</param>
    private void Note(int entries, bool isWorkedOff)
    {
        _behindSince = isWorkedOff ? null : _behindSince ?? options.Time.GetUtcNow();
        var oldest = _unsent.Oldest;
        options.Meters?.Outbox.Note(entries, oldest < _behindSince || _behindSince is null ? oldest : _behindSince, options.Time);
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
}
