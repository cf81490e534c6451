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

    /// <summary>The transaction is rolled back because another one came between: a serialization failure.</summary>
    Conflict,

    /// <summary>The call waits for seconds behind other writers, and is then refused without effect.</summary>
    Busy,

    /// <summary>No space is left: this write and those that follow it are refused for a while, by whatever process.</summary>
    DiskFull,

    /// <summary>The call fails and has taken effect or not, by chance.</summary>
    Unknown,

    /// <summary>The broker crashes while it appends: what lies behind a torn place is lost, and nobody has acknowledged any of it.</summary>
    Torn,

    /// <summary>The records are appended twice, the second time at a later offset.</summary>
    Duplicate,

    /// <summary>The process ends here.</summary>
    Crash,
}

/// <summary>What a plan decided for one call at one point.</summary>
/// <param name="Wait">For delays, stalls and busy stores: how long, in virtual time. For duplicates: how long until the second append.</param>
/// <param name="Applied">For unknown outcomes: whether the call takes effect all the same.</param>
/// <param name="Yields">Whether others may run before the call goes on, as they may wherever real I/O happens.</param>
/// <param name="PartPerMille">For torn appends: how much of the records lies before the torn place.</param>
public readonly record struct FaultDecision(Fault Fault, TimeSpan Wait, bool Applied, bool Yields = false, int PartPerMille = 0)
{
    public static readonly FaultDecision None;
}

/// <summary>The process that made the call ended there. Nothing of it may go on.</summary>
public sealed class SimulatedCrashException(string message) : Exception(message);
