using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Shards;

/// <summary>
/// Tries again, for as long as it takes, what a log or store refused without effect: it pauses longer each time, says
/// so, and goes on by itself when they are back. Nothing loaded has to be given up for that.
/// </summary>
internal sealed class Retry(EngineOptions options, string what)
{
    public async Task<T> RunAsync<T>(Func<ValueTask<T>> attempt, CancellationToken cancel)
    {
        for (var pause = options.BackoffMin; ; pause = options.Longer(pause))
        {
            try
            {
                return await attempt();
            }
            catch (Exception failure) when (failure is LogException { OutcomeUnknown: false, NeedsDecision: false } or StoreException)
            {
                options.Meters?.Retries.Add(1, new KeyValuePair<string, object?>("kind", failure is LogException ? "log" : "store"));
                options.Notify($"{what}: {failure.Message}; trying again");
            }

            await Task.Delay(pause, options.Time, cancel);
        }
    }

    public async Task RunAsync(Func<ValueTask> attempt, CancellationToken cancel) => await RunAsync(
        async () =>
        {
            await attempt();
            return true;
        },
        cancel);
}
