using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Testing.Faults;

/// <summary>
/// Carries out a plan for the calls of one process: waits, crashes it, and leaves to the caller what only the caller
/// can do. After a crash every further call of the process is refused, so that code which caught the exception cannot
/// reach the log or the store any more.
/// </summary>
/// <param name="process">The process to kill; null when the test drops its objects itself.</param>
/// <param name="struck">Told of every fault at the moment when it strikes; null for nobody.</param>
/// <param name="emphasis">How many times likelier than elsewhere faults strike just now, as where few calls come by; null for never.</param>
public sealed class FaultInjector(
    FaultPlan plan, TimeProvider time, SimulatedProcess? process = null, Action<FaultPoint, Fault>? struck = null, Func<int>? emphasis = null)
{
    /// <summary>Whether a crash has struck, or the process was killed by someone else.</summary>
    public bool Crashed { get; private set; }

    /// <summary>Passes a point: returns at once, later, or never. Transient, unknown and duplicate are the caller's to act out.</summary>
    /// <exception cref="SimulatedCrashException">The process ends here, or has ended before.</exception>
    public ValueTask<FaultDecision> PassAsync(FaultPoint point, CancellationToken cancel)
    {
        var decision = Decide(point);
        return decision.Yields || decision.Fault is Fault.Delay or Fault.Stall ? WaitAsync(decision, point, cancel) : new(decision);
    }

    /// <summary>Passes a point after which the caller has nothing left to act out.</summary>
    /// <exception cref="SimulatedCrashException">The process ends here, or has ended before.</exception>
    public async ValueTask LeaveAsync(FaultPoint point, CancellationToken cancel)
    {
        var decision = await PassAsync(point, cancel);
        Invariant.Check(decision.Fault is Fault.None or Fault.Delay or Fault.Stall, $"{decision.Fault} cannot strike at {point}");
    }

    /// <summary>Passes a point where nobody can wait.</summary>
    /// <exception cref="SimulatedCrashException">The process ends here, or has ended before.</exception>
    public Fault Pass(FaultPoint point)
    {
        var decision = Decide(point);
        Invariant.Check(decision.Fault is not (Fault.Delay or Fault.Stall), $"nobody can wait at {point}");
        return decision.Fault;
    }

    /// <summary>Waits in virtual time, then makes sure that the process is still there.</summary>
    /// <exception cref="SimulatedCrashException">It has ended meanwhile.</exception>
    public async ValueTask DelayAsync(TimeSpan wait, FaultPoint point)
    {
        await Task.Delay(wait, time, CancellationToken.None);
        CheckAlive(point);
    }

    private FaultDecision Decide(FaultPoint point)
    {
        CheckAlive(point);
        var decision = plan.Next(point, emphasis?.Invoke() ?? 1);
        if (decision.Fault != Fault.None)
        {
            struck?.Invoke(point, decision.Fault);
        }

        if (decision.Fault != Fault.Crash)
        {
            return decision;
        }

        Crashed = true;
        process?.Kill();
        throw new SimulatedCrashException($"crashed at {point}");
    }

    private async ValueTask<FaultDecision> WaitAsync(FaultDecision decision, FaultPoint point, CancellationToken cancel)
    {
        if (decision.Fault is Fault.Delay or Fault.Stall)
        {
            // A stalled call does not hear that it was cancelled: that makes its caller a zombie.
            await Task.Delay(decision.Wait, time, decision.Fault == Fault.Stall ? CancellationToken.None : cancel);
        }
        else
        {
            await Task.Yield();
        }

        CheckAlive(point);
        return decision;
    }

    private void CheckAlive(FaultPoint point)
    {
        Crashed |= process is { IsAlive: false };
        if (Crashed)
        {
            throw new SimulatedCrashException($"the process ended before {point}");
        }
    }
}
