using Sluice.Cli.Reading;
using Sluice.Cli.Sessions;
using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Owner;
using Sluice.Connectors.Embedded.Reading;

namespace Sluice.Cli.Hosting;

/// <summary>Opens the log and store a command works on: the composition root of every command.</summary>
internal static class Books
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Opens the log to append to it, and no more than that needs.</summary>
    public static async Task<IBooksSession> OpenLogAsync(StoreLocation location, string command, CancellationToken cancel) =>
        location.Kafka is null ? await OpenFileAsync(location, command, cancel) : new LogBooks(await Reach.KafkaAsync(location.Kafka, cancel));

    /// <summary>Opens log and store to append and to command; of a SQLite file as its owner, or as a client of the owner.</summary>
    public static async Task<IBooksSession> OpenAsync(StoreLocation location, string command, CancellationToken cancel) =>
        location.Server is null ? await OpenFileAsync(location, command, cancel) : await OpenServerAsync(location, cancel);

    /// <summary>Opens log and store to run the engine; becomes a file's owner, waiting for commands that own it for a moment only.</summary>
    /// <exception cref="CliException">Another process runs the engine on the file.</exception>
    public static async Task<IBooksSession> OwnAsync(StoreLocation location, string command, CancellationToken cancel)
    {
        if (location.Server is not null)
        {
            return await OpenServerAsync(location, cancel);
        }

        for (var told = false; ; told = true)
        {
            var books = await OpenFileAsync(location, command, cancel);
            if (books.IsOwner)
            {
                return books;
            }

            var owner = await OwnerStatus.AskAsync(books.Session, cancel);
            await books.DisposeAsync();
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

    /// <summary>Opens the books to look at them, beside whoever works on them; null where there are none yet.</summary>
    public static async Task<IBooksReader?> ReadAsync(StoreLocation location, CancellationToken cancel)
    {
        if (location.Server is not null)
        {
            return new KafkaSideReader(file: null, await Reach.ReaderAsync(location.Server, cancel), location.Kafka!);
        }

        var file = await EmbeddedSnapshot.TryOpenAsync(Options(location), cancel);
        return location.Kafka is not null ? new KafkaSideReader(file, server: null, location.Kafka) : file is null ? null : new FileReader(file);
    }

    /// <summary>A SQLite file as its owner, or as a client of its owner.</summary>
    public static async Task<FileBooks> OpenFileAsync(StoreLocation location, string command, CancellationToken cancel)
    {
        var kafka = location.Kafka is null ? null : await Reach.KafkaAsync(location.Kafka, cancel);
        try
        {
            var books = new FileBooks(await EmbeddedSession.OpenAsync(Options(location), cancel), kafka);
            if (books.IsOwner)
            {
                books.Serve(command);
            }

            return books;
        }
        catch
        {
            await (kafka?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    private static async Task<IBooksSession> OpenServerAsync(StoreLocation location, CancellationToken cancel)
    {
        var store = await Reach.PostgresAsync(location.Server!, cancel);
        try
        {
            return new ServerBooks(store, await Reach.KafkaAsync(location.Kafka!, cancel));
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static EmbeddedOptions Options(StoreLocation location) => new() { Path = location.Path! };
}
