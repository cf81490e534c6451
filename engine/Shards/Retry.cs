using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Shards;

/// <summary>
/// Tries again what a log or store refused without effect: it pauses longer each time, counts and says so, and goes on by
/// itself when they are back. Nothing loaded has to be given up for that. Safe from any thread.
/// </summary>
/// <param name="what">For whom, in the operator's words.</param>
/// <param name="salt">Makes its pauses differ from those of others in this process.</param>
internal sealed class Retry(EngineOptions options, string what, int salt)
{
    private readonly Backoff _backoff = new(options.Time, options.Seed + salt);

    /// <summary>Tries until it succeeds, fails for good, or is cancelled.</summary>
    /// <param name="attemptsMax">How many attempts at most; the last failure is thrown.</param>
    public async Task<T> RunAsync<T>(Func<ValueTask<T>> attempt, CancellationToken cancel, int attemptsMax = int.MaxValue)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await attempt();
            }
            catch (Exception failure) when (failures < attemptsMax && IsWithoutEffect(failure))
            {
                Count(failure);
            }

            await PauseAsync(failures, cancel);
        }
    }

    public async Task RunAsync(Func<ValueTask> attempt, CancellationToken cancel, int attemptsMax = int.MaxValue) => await RunAsync(
        async () =>
        {
            await attempt();
            return true;
        },
        cancel,
        attemptsMax);

    /// <summary>Counts and tells a failure after which the caller tries again in its own way.</summary>
    public void Count(Exception failure)
    {
        options.Meters?.Retries.Add(1);
        options.Notify($"{what}: {failure.Message}; trying again");
    }

    /// <summary>Waits after so many failures in a row.</summary>
    public Task PauseAsync(int failures, CancellationToken cancel) => PauseAsync(failures, options.BackoffMin, options.BackoffMax, cancel);

    public Task PauseAsync(int failures, TimeSpan min, TimeSpan max, CancellationToken cancel) => _backoff.PauseAsync(failures, min, max, cancel);

    /// <summary>Whether another attempt, or a fresh start from the last commit, may succeed.</summary>
    public static bool MayPass(Exception failure) => failure is LogException { NeedsDecision: false } or StoreException or CommitUnknownException;

    private static bool IsWithoutEffect(Exception failure) => failure is LogException { OutcomeUnknown: false, NeedsDecision: false } or StoreException;
}
