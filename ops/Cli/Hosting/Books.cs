using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Owner;
using Sluice.Connectors.Embedded.Reading;

namespace Sluice.Cli.Hosting;

/// <summary>Opens the log and store a command works on: the composition root of every command.</summary>
internal static class Books
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Becomes the owner, or a client of the owner, to append and to command.</summary>
    public static async Task<EmbeddedSession> OpenAsync(StoreLocation location, string command, CancellationToken cancel)
    {
        var session = await EmbeddedSession.OpenAsync(Options(location), cancel);
        if (session.IsOwner)
        {
            OwnerStatus.Register(session, command, _ => Task.FromResult(false));
            Retry.DeadLetterDesk.Register(session);
        }

        return session;
    }

    /// <summary>Becomes the owner, waiting for commands that own it for a moment only.</summary>
    /// <exception cref="CliException">Another process runs the engine on it.</exception>
    public static async Task<EmbeddedSession> OwnAsync(StoreLocation location, string command, CancellationToken cancel)
    {
        for (var told = false; ; told = true)
        {
            var session = await OpenAsync(location, command, cancel);
            if (session.IsOwner)
            {
                return session;
            }

            var owner = await OwnerStatus.AskAsync(session, cancel);
            await session.DisposeAsync();
            if (owner is { Command: "run" })
            {
                throw CliException.Refused($"process {owner.ProcessId} runs the engine on {location.Path} already: stop it first (kill {owner.ProcessId})");
            }

            if (!told && owner is not null)
            {
                Console.Error.WriteLine($"waiting for process {owner.ProcessId} ({owner.Command}) to finish with {location.Path}");
            }

            await Task.Delay(Pause, TimeProvider.System, cancel);
        }
    }

    /// <summary>Opens the books to look at them, beside an owner or without one; null where there are none yet.</summary>
    public static Task<EmbeddedSnapshot?> ReadAsync(StoreLocation location, CancellationToken cancel) =>
        EmbeddedSnapshot.TryOpenAsync(Options(location), cancel);

    private static EmbeddedOptions Options(StoreLocation location) => new() { Path = location.Path };
}
