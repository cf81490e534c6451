namespace Sluice.Engine.Testing.Faults;

/// <summary>What goes wrong.</summary>
public enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The call takes some milliseconds.</summary>
    Delay,

    /// <summary>
    /// The call hangs for seconds to minutes and cannot be cancelled, then goes on: by then its caller may be a zombie
    /// that was replaced long ago.
    /// </summary>
    Stall,

    /// <summary>The call is refused without effect (<c>LogException</c>, <c>StoreException</c>).</summary>
    Transient,

    /// <summary>The call fails and has taken effect or not, by chance.</summary>
    Unknown,

    /// <summary>The records are appended twice, the second time at a later offset.</summary>
    Duplicate,

    /// <summary>The process ends here.</summary>
    Crash,
}

/// <summary>What a plan decided for one call at one point.</summary>
/// <param name="Wait">For delays and stalls: how long, in virtual time. For duplicates: how long until the second append.</param>
/// <param name="Applied">For unknown outcomes: whether the call takes effect all the same.</param>
/// <param name="Yields">Whether others may run before the call goes on, as they may wherever real I/O happens.</param>
public readonly record struct FaultDecision(Fault Fault, TimeSpan Wait, bool Applied, bool Yields = false)
{
    public static readonly FaultDecision None;
}

/// <summary>The process that made the call ended there. Nothing of it may go on.</summary>
public sealed class SimulatedCrashException(string message) : Exception(message);
