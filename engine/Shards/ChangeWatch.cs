using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Shards;

/// <summary>
/// Looks now and then whether others have made a topic anew or changed it without a read being refused. The marks of the
/// look before are compared: the newest may be of the new topic already. One loop.
/// </summary>
internal static class ChangeWatch
{
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
        for (var known = committed(); ;)
        {
            await Task.Delay(options.RecheckEvery, options.Time, cancel);

            // Before the comparison: what is read while that goes on is compared by the next look.
            var next = committed();
            foreach (var source in sources)
            {
                var read = known.Only(source);
                await retry.RunAsync(() => PositionCheck.RunAsync(log, read, cancel, isPast: true), cancel);
            }

            known = next;
        }
    }
}
