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

    /// <summary>Where each shard has to come; null while not all is published.</summary>
    private async ValueTask<Positions?> GoalAsync(Positions cut, long decided, CancellationToken cancel)
    {
        if (_told.Count > 0 && !await ArePublishedAsync(decided, cancel))
        {
            return null;
        }

        // What the log has lost since of what lies below the cut no shard will ever take: nobody waits for it.
        var ends = await CommandCut.NowAsync(edges.Topology, edges.Log, cancel);
        return ends.All.Aggregate(
            Positions.None, (goal, end) => goal.With(end.Key, _told.Contains(end.Key.Topic) ? end.Value : Math.Min(cut[end.Key], end.Value)));
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
            .Select(shard => Behind(shard, standings.GetValueOrDefault(shard, Positions.None), goal))
            .OfType<string>()
            .ToList();
        return behind.Count == 0 ? null : string.Join("; ", behind.Take(3)) + (behind.Count > 3 ? $"; {behind.Count - 3} more shards" : "");
    }

    private string? Behind(int shard, Positions at, Positions goal)
    {
        foreach (var (source, end) in goal.All.Where(p => Reads(shard, p.Key)))
        {
            if (at[source] < end)
            {
                return $"shard {shard}, which is at {at[source]} of {end} in {source}";
            }
        }

        return null;
    }

    private bool Reads(int shard, TopicPartition source) =>
        source.Partition == shard || edges.Topology.ReferenceTopics.Any(t => t.Topic == source.Topic);
}
