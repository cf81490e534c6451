using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Shards;

/// <summary>
/// Looks now and then whether others have made a topic anew or changed it without a read being refused. The marks of the
/// look before are compared: the newest may be of the new topic already. One loop.
/// </summary>
internal static class ChangeWatch
{
    private const int StepsWithoutMark = 30;

    /// <param name="log">One that others write to, and may change.</param>
    /// <param name="sources">The partitions that are read.</param>
    /// <param name="committed">Where they stand now.</param>
    /// <param name="retry">How to ask again while the log is away.</param>
    /// <param name="options">How often to look.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LogException">The log is no longer what was read: that needs a decision.</exception>
    public static async Task RunAsync(
        ILog log, IReadOnlyList<TopicPartition> sources, Func<Positions> committed, Retry retry, EngineOptions options, CancellationToken cancel)
    {
        if (options.RecheckEvery <= TimeSpan.Zero)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, options.Time, cancel);
        }

        for (var known = Now(); ;)
        {
            await PauseAsync(known);

            // Before the comparison: what is read while that goes on is compared by the next look.
            var next = Now();
            foreach (var read in known)
            {
                await retry.RunAsync(() => PositionCheck.RunAsync(log, read, cancel, isPast: true), cancel);
            }

            known = next;
        }

        Positions[] Now() => [.. sources.Select(source => committed().Only(source))];

        // Of a partition that nothing was read of yet, the first record that is will do: it is waited for in short steps.
        async Task PauseAsync(Positions[] known)
        {
            // A timer counts whole milliseconds: a shorter step would be none.
            var shortest = TimeSpan.FromMilliseconds(Math.Max(1, (options.RecheckEvery / StepsWithoutMark).TotalMilliseconds));
            for (var left = options.RecheckEvery; left > TimeSpan.Zero;)
            {
                var unmarked = Enumerable.Range(0, sources.Count).Where(i => known[i].MarkOf(sources[i]) is null).ToList();
                unmarked.ForEach(i => known[i] = committed().Only(sources[i]));
                var step = unmarked.Count == 0 ? left : shortest;
                await Task.Delay(step, options.Time, cancel);
                left -= step;
            }
        }
    }
}
