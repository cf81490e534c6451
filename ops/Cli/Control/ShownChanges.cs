using Sluice.Engine;
using Sluice.Engine.State;

namespace Sluice.Cli.Control;

/// <summary>
/// Whether the tables show what is committed: rows that sum up several shards, as those of <c>provider_summary</c>, are
/// written when the outbox is worked off, a moment after the commits.
/// </summary>
internal static class ShownChanges
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when what is in the outbox now has left it; what is committed meanwhile is not waited for.</summary>
    /// <exception cref="StoreException">The store does not answer.</exception>
    public static async Task WaitAsync(IStore store, TimeProvider time, CancellationToken cancel)
    {
        var waiting = Names(await store.ReadOutboxAsync(Limits.OutboxRoundMax, cancel));
        while (waiting.Count > 0)
        {
            await Task.Delay(Pause, time, cancel);
            waiting.IntersectWith(Names(await store.ReadOutboxAsync(Limits.OutboxRoundMax, cancel)));
        }
    }

    private static HashSet<(int Shard, long Sequence)> Names(IReadOnlyList<OutboxEntry> entries) => [.. entries.Select(entry => (entry.Shard, entry.Sequence))];
}
