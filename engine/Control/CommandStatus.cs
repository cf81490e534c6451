namespace Sluice.Engine.Control;

/// <summary>The words of <c>commands.status</c>. A command that has ended never changes again.</summary>
public static class CommandStatus
{
    /// <summary>Waits for its turn.</summary>
    public const string Queued = "queued";

    /// <summary>Is being prepared: nothing of it shows yet, and it may be cancelled.</summary>
    public const string Running = "running";

    /// <summary>Is decided and in the books; the shards have still to show it.</summary>
    public const string Finishing = "finishing";

    public const string Done = "done";
    public const string Refused = "refused";
    public const string Cancelled = "cancelled";
    public const string Failed = "failed";

    /// <summary>Whether a command of this status has ended.</summary>
    public static bool HasEnded(string status) => status is Done or Refused or Cancelled or Failed;
}
