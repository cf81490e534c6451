namespace Sluice.Connectors.Fx.Source;

/// <summary>
/// Rounds of the source at an interval, on one loop, beside whatever else runs. Nothing that goes wrong in it ends it or
/// the run: it is told, and tried again in the next round.
/// </summary>
/// <param name="fetch">Runs a round.</param>
/// <param name="every">Pause between two rounds.</param>
/// <param name="tell">Told in words what an operator should know.</param>
public sealed class FxFeed(Func<CancellationToken, Task<FxRound>> fetch, TimeSpan every, Staleness staleness, TimeProvider time, Action<string> tell)
{
    private string? _moved;

    /// <summary>Rounds until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await OnceAsync(cancel);
                await Task.Delay(every, time, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopped, as asked.
        }
    }

    /// <summary>One round.</summary>
    public async Task OnceAsync(CancellationToken cancel)
    {
        try
        {
            var round = await fetch(cancel);
            foreach (var line in RoundWords.Of(OnceMoved(round)))
            {
                tell(line);
            }

            if (staleness.Check(round.NewestDate, round.AgeBusinessDays) is { } change)
            {
                tell(change);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            tell($"exchange rates: {fault.Message}; trying again in {every}");
        }
    }

    /// <summary>A file that has moved is told once, not every hour.</summary>
    private FxRound OnceMoved(FxRound round)
    {
        var moved = string.Join(' ', round.Files.Select(f => f.MovedTo));
        var known = moved == _moved;
        _moved = moved;
        return known ? round with { Files = [.. round.Files.Select(f => f with { MovedTo = null })] } : round;
    }
}
