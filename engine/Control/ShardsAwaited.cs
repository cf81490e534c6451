using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.State;

namespace Sluice.Engine.Control;

/// <summary>Whether all shards show what a command has decided: they have taken everything below its cut, and what was published of it.</summary>
internal sealed class ShardsAwaited<TReference>(ShardEdges<TReference> edges, ICommandBook<TReference> book)
{
    /// <summary>Tables of commands that shards read as reference data.</summary>
    private readonly List<string> _told = [.. book.Tables.Select(t => t.Name).Where(t => edges.Topology.ReferenceTopics.Any(r => r.Topic == t))];

    /// <summary>Waits until nothing is awaited any more; tells what is.</summary>
    /// <param name="decided">The number of the commit that decided, or of a later one.</param>
    public async Task WaitAsync(Positions cut, long decided, Action<string> report, Retry retry, CancellationToken cancel)
    {
        Positions? goal = null;
        for (var failures = 0; ;)
        {
            try
            {
                goal ??= await GoalAsync(cut, decided, cancel);
                var awaited = goal is null ? "the publication of what was decided" : await AwaitedAsync(goal, cancel);
                if (awaited is null)
                {
                    return;
                }

                failures = 0;
                report($"waits for {awaited}");
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                // It is in the books: whatever goes wrong, it is to be seen to its end.
                failures++;
                retry.Count(failure);
            }

            await (failures == 0 ? Task.Delay(edges.Options.PublishEvery, edges.Options.Time, cancel) : retry.PauseAsync(failures, cancel));
        }
    }

    /// <summary>Where each shard has to come, as long as the log reaches so far; null while not all is published.</summary>
    private async ValueTask<Positions?> GoalAsync(Positions cut, long decided, CancellationToken cancel)
    {
        if (_told.Count > 0 && !await ArePublishedAsync(decided, cancel))
        {
            return null;
        }

        return (await EndsAsync(_told, cancel)).All.Aggregate(cut, (goal, end) => goal.With(end.Key, Math.Max(goal[end.Key], end.Value)));
    }

    private async ValueTask<bool> ArePublishedAsync(long decided, CancellationToken cancel)
    {
        var entries = await edges.Store.ReadOutboxAsync(Limits.OutboxRoundMax, cancel);
        if (entries.Count == Limits.OutboxRoundMax || entries.Any(e => e.Shard == Limits.ControlShard && e.Sequence <= decided))
        {
            return false;
        }

        var unsent = await edges.Store.ReadRowsAsync(EngineTables.UnsentMessages, [], cancel);
        return !unsent.Any(row => _told.Contains((string)row[0]!));
    }

    private async ValueTask<string?> AwaitedAsync(Positions goal, CancellationToken cancel)
    {
        var standings = (await edges.Store.StandingsAsync(cancel)).ToDictionary(s => s.Shard, s => s.Positions);
        var behind = Enumerable.Range(0, edges.Options.Shards)
            .SelectMany(shard => Behind(shard, standings.GetValueOrDefault(shard, Positions.None), goal))
            .ToList();

        // What the log has lost of it, before now or since, no shard will ever take: nobody waits for that.
        var ends = await EndsAsync(behind.Select(b => b.Source.Topic).Distinct(), cancel);
        var awaited = behind.Where(b => b.At < ends[b.Source]).DistinctBy(b => b.Shard).ToList();
        return awaited.Count == 0
            ? null
            : string.Join("; ", awaited.Take(3).Select(b => $"shard {b.Shard}, which is at {b.At} of {Math.Min(goal[b.Source], ends[b.Source])} in {b.Source}"))
                + (awaited.Count > 3 ? $"; {awaited.Count - 3} more shards" : "");
    }

    private IEnumerable<(int Shard, TopicPartition Source, long At)> Behind(int shard, Positions at, Positions goal) =>
        goal.All.Where(p => Reads(shard, p.Key) && at[p.Key] < p.Value).Select(p => (shard, p.Key, at[p.Key]));

    private async ValueTask<Positions> EndsAsync(IEnumerable<string> topics, CancellationToken cancel)
    {
        var ends = Positions.None;
        foreach (var topic in topics)
        {
            var ranges = await edges.Log.OffsetsAsync(topic, cancel);
            for (var partition = 0; partition < ranges.Count; partition++)
            {
                ends = ends.With(new TopicPartition(topic, partition), ranges[partition].End);
            }
        }

        return ends;
    }

    private bool Reads(int shard, TopicPartition source) =>
        source.Partition == shard || edges.Topology.ReferenceTopics.Any(t => t.Topic == source.Topic);
}
