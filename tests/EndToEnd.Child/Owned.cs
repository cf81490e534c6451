using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Owner;
using Sluice.EndToEnd.Child.Killing;

namespace Sluice.EndToEnd.Child;

/// <summary>How the process comes by its database.</summary>
internal static class Owned
{
    /// <summary>The tripwire is passed on the writer's thread before and after each group's COMMIT too.</summary>
    public static EmbeddedOptions Options(string path, Tripwire wire) => new()
    {
        Path = path,
        OnCommit = moment => wire.Pass(moment == CommitMoment.Before ? KillPoints.GroupCommitOpen : KillPoints.GroupCommitDone),
    };

    /// <exception cref="InvalidOperationException">Another process owns it.</exception>
    public static EmbeddedDatabase Database(EmbeddedSession session) =>
        session.Database ?? throw new InvalidOperationException("another process owns the database");
}
