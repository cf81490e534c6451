using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Shards;

/// <summary>
/// Reads until the log answers. One that has refused is asked first whether it is still the same: topics are made anew
/// while their readers wait.
/// </summary>
internal static class CheckedRead
{
    /// <param name="log">What to read.</param>
    /// <param name="retry">How to try again.</param>
    /// <param name="known">Positions, with marks, that lie behind <paramref name="from"/>.</param>
    /// <param name="source">The partition.</param>
    /// <param name="from">The offset to read from.</param>
    /// <param name="records">Most records of a batch.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="LogException">The log is no longer what was read before: that needs a decision.</exception>
    public static async Task<LogBatch> RunAsync(
        ILog log, Retry retry, Func<Positions> known, TopicPartition source, long from, int records, CancellationToken cancel)
    {
        var refused = false;
        return await retry.RunAsync(
            async () =>
            {
                if (refused)
                {
                    await PositionCheck.RunAsync(log, known().Only(source).With(source, from), cancel);
                }

                refused = true;
                return await log.ReadAsync(source, from, records, Limits.BatchBytesMax, cancel);
            },
            cancel);
    }
}
