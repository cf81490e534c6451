using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Owner;

/// <summary>
/// A process's way to an embedded database: as its owner, with the database open and serving others, or as a client of
/// the process that owns it.
/// </summary>
public sealed class EmbeddedSession : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly OwnerLock? _lock;
    private readonly OwnerServer? _server;
    private readonly OwnerClient? _client;
    private readonly string _path;

    private EmbeddedSession(string path, OwnerLock taken, EmbeddedDatabase database)
    {
        (_path, _lock, Database, Log, Reader) = (path, taken, database, database.Log, new EmbeddedReader(path));
        var address = OwnerAddress.For(path);
        _server = OwnerServer.Start(address.Socket, Log, Calls);
        address.Write(path);
    }

    private EmbeddedSession(string path, OwnerClient client) =>
        (_path, _client, Log, Reader) = (path, client, new ClientLog(client), new EmbeddedReader(path));

    /// <summary>Whether this process owns the database.</summary>
    public bool IsOwner => Database is not null;

    /// <summary>The database, of the owner only.</summary>
    public EmbeddedDatabase? Database { get; }

    /// <summary>The log; a client's appends and looks at topics and offsets, and does not read records.</summary>
    public ILog Log { get; }

    /// <summary>The output tables, to look at from either side.</summary>
    public EmbeddedReader Reader { get; }

    /// <summary>What the owner answers besides; of no use in a client.</summary>
    public OwnerCalls Calls { get; } = new();

    /// <summary>Becomes the owner where there is none, else its client.</summary>
    /// <exception cref="EmbeddedException">The database cannot be opened, or its owner does not answer.</exception>
    public static async Task<EmbeddedSession> OpenAsync(EmbeddedOptions options, CancellationToken cancel = default)
    {
        SqliteLibrary.Initialize(options.SqliteLibrary);
        var path = DatabaseFile.Resolve(options.Path);
        DatabaseFile.MakeFolder(path);
        var started = options.TimeProvider.GetTimestamp();
        while (true)
        {
            if (OwnerLock.TryTake(path) is { } taken)
            {
                return await OwnAsync(path, taken, options, cancel);
            }

            var address = OwnerAddress.Read(path);
            if (address is not null && await OwnerClient.TryConnectAsync(address.Socket, cancel) is { } client)
            {
                return new EmbeddedSession(path, client);
            }

            // The owner is starting or ending: in a moment it listens, or the lock is free.
            if (options.TimeProvider.GetElapsedTime(started) > Patience)
            {
                var who = address is null ? "another process" : $"process {address.ProcessId}";
                throw new EmbeddedException($"{who} owns {path} and does not answer: end it and try again");
            }

            await Task.Delay(Pause, options.TimeProvider, cancel);
        }
    }

    /// <summary>Asks the owner, this process or another, for what its host registered under the name.</summary>
    /// <exception cref="EmbeddedException">It does not answer the name, refused, or has ended.</exception>
    public async ValueTask<string> CallAsync(string name, string json, CancellationToken cancel = default)
    {
        if (_client is null)
        {
            return await Calls.CallAsync(name, json, cancel);
        }

        try
        {
            var answer = await _client.AskAsync(MessageKind.Call, WireBody.Of(w => { w.Write(name); w.Write(json); }), cancel);
            var text = WireBody.Read(answer.Body, r => r.ReadString());
            return answer.Kind == MessageKind.Done ? text : throw new EmbeddedException(text);
        }
        catch (OwnerGoneException gone)
        {
            throw new EmbeddedException($"{gone.Message} before it answered {name}: run the command again", gone);
        }
    }

    /// <summary>Stops serving, closes the database, and only then lets the next owner in.</summary>
    public async ValueTask DisposeAsync()
    {
        Reader.Dispose();
        if (_client is not null)
        {
            await _client.DisposeAsync();
            return;
        }

        OwnerAddress.Forget(_path);
        await _server!.DisposeAsync();
        await Database!.DisposeAsync();
        _lock!.Dispose();
    }

    private static async Task<EmbeddedSession> OwnAsync(string path, OwnerLock taken, EmbeddedOptions options, CancellationToken cancel)
    {
        EmbeddedDatabase? database = null;
        try
        {
            database = await EmbeddedDatabase.OpenAsync(options, cancel);
            return new EmbeddedSession(path, taken, database);
        }
        catch
        {
            if (database is not null)
            {
                await database.DisposeAsync();
            }

            taken.Dispose();
            throw;
        }
    }
}
