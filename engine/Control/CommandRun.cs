using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;

namespace Sluice.Engine.Control;

/// <summary>Carries out commands for the desk: what may pass is tried again, whatever else fails is told and ends nothing.</summary>
internal sealed class CommandRun<TReference>(ICommandBook<TReference> book, Retry retry)
{
    /// <summary>What the command comes to; or, in words, what failed.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<(CommandOutcome? Outcome, string? Failure)> CarryOutAsync(
        Command command, ICommandContext<TReference> context, CancellationToken cancel)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return (await book.CarryOutAsync(command, context, cancel), null);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested && MayPass(failure))
            {
                retry.Count(failure);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                return (null, failure is CommandFailedException ? failure.Message : $"{failure.GetType().Name}: {failure.Message}");
            }

            await retry.PauseAsync(failures, cancel);
        }
    }

    /// <summary>Cancelled by nobody here: a log or store broke the call off.</summary>
    private static bool MayPass(Exception failure) => failure is StoreException or LogException { NeedsDecision: false } or OperationCanceledException;
}
