using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Owner;

namespace Sluice.Connectors.Child;

/// <summary>Opens a session, says which side it got, and holds it until its input ends.</summary>
internal static class Own
{
    public static async Task<int> RunAsync(string path)
    {
        await using var session = await EmbeddedSession.OpenAsync(new EmbeddedOptions { Path = path });
        session.Calls.Register("process", (_, _) => ValueTask.FromResult($"{{\"id\": {Environment.ProcessId}}}"));
        session.Calls.Register("hang", async (_, cancel) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return "";
        });
        Console.WriteLine(session.IsOwner ? "owner" : "client");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public static async Task<int> HammerAsync(string path)
    {
        await using var session = await EmbeddedSession.OpenAsync(new EmbeddedOptions { Path = path });
        Console.WriteLine(session.IsOwner ? "owner" : "client");
        return session.Database is null ? 1 : await Hammer.RunAsync(session.Database);
    }
}
