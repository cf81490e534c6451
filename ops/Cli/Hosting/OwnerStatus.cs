using System.Text.Json;
using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Owner;

namespace Sluice.Cli.Hosting;

/// <summary>What the owner of a database says of itself to other commands.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Command">The command it runs, such as <c>run</c>.</param>
/// <param name="Idle">Everything appended so far is processed and published.</param>
internal sealed record OwnerStatus(int ProcessId, string Command, bool Idle)
{
    private const string Call = "status";

    /// <summary>Answers for this process.</summary>
    public static void Register(EmbeddedSession session, string command, Func<CancellationToken, Task<bool>> isIdle) =>
        session.Calls.Register(Call, async (_, cancel) =>
            JsonSerializer.Serialize(new OwnerStatus(Environment.ProcessId, command, await isIdle(cancel))));

    /// <summary>Asks the owner; null where it does not answer.</summary>
    public static async Task<OwnerStatus?> AskAsync(EmbeddedSession session, CancellationToken cancel)
    {
        try
        {
            return JsonSerializer.Deserialize<OwnerStatus>(await session.CallAsync(Call, "{}", cancel));
        }
        catch (EmbeddedException)
        {
            return null;
        }
    }
}
