using Sluice.Cli.Commands;
using Sluice.Cli.Control;
using Sluice.Cli.Hosting;
using Sluice.Cli.Ingest;
using Sluice.Cli.Running;
using Sluice.Cli.Sessions;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;

namespace Sluice.Cli.Demo;

/// <summary>An engine that runs, and a person beside it who sends commands and takes in files. Used by one flow.</summary>
internal sealed class DemoDesk(DemoBooks books, IBooksSession session, EngineRun run, byte[] key)
{
    private const string Reason = "the demo";

    /// <summary>Commits of a running engine follow records within milliseconds; so often it is looked.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Sends a command and follows it.</summary>
    /// <returns>How it ended, and in which words.</returns>
    public async Task<(string CommandId, string Status, string Words)> SendAsync(CommandWish wish, string title, CancellationToken cancel)
    {
        var head = await new CommandSender(session.Log, new CommandSeal(key), TimeProvider.System).SendAsync(wish, Environment.UserName, Reason, cancel);
        var row = await new CommandFollower(stop => Books.ReadAsync(books.Location, stop), TimeProvider.System).FollowAsync(head.Id, title, cancel);
        return (head.Id, (string)row[EngineTables.Commands.Ordinal("status")]!, (string?)row[EngineTables.Commands.Ordinal("reason")] ?? "");
    }

    /// <summary>Appends a file's records and waits until the engine has worked them in.</summary>
    public async Task TakeInAsync(string topic, string file, CancellationToken cancel)
    {
        var ingestion = new Ingestion(session, BooksConfiguration.Partitions(option: null), TimeProvider.System);
        await IngestCommand.IngestAsync(ingestion, [TopicFile.Of(topic, file)], cancel);
        while (!await run.IsIdleAsync(cancel))
        {
            await Task.Delay(Pause, TimeProvider.System, cancel);
        }
    }
}
