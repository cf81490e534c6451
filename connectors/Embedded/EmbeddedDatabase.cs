using Sluice.Connectors.Embedded.Log;
using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Connectors.Embedded.Store;
using Sluice.Connectors.Embedded.Writing;
using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Connectors.Embedded;

/// <summary>
/// Log and store in one SQLite file. One thread of it writes and checkpoints; other threads read through connections
/// of their own. One process may have it open: <see cref="Owner.EmbeddedSession"/> sees to that.
/// </summary>
public sealed class EmbeddedDatabase : IAsyncDisposable
{
    private readonly EmbeddedLog _log;
    private readonly Writer _writer;
    private readonly ReadPool _readers;
    private readonly CancellationTokenSource _closed = new();

    private EmbeddedDatabase(string path, EmbeddedOptions options)
    {
        var catalog = new Catalog();
        var cache = new TailCache(options.TailBytes);
        _readers = new ReadPool(path);
        var connection = new WriterConnection(path, options, _readers, opened =>
        {
            cache.Clear();
            catalog.Load(opened);
        });
        connection.Open();
        Path = path;
        _writer = new Writer(new GroupCommit(connection, options.OnCommit));
        _log = new EmbeddedLog(catalog, cache, _writer, _readers, _closed.Token);
        Store = new EmbeddedStore(_writer, _readers);
    }

    /// <summary>The file, as an absolute path.</summary>
    public string Path { get; }

    public ILog Log => _log;

    public IStore Store { get; }

    /// <summary>Opens the file, and makes it where it is missing.</summary>
    /// <exception cref="EmbeddedException">It cannot be made or used; the message says why.</exception>
    public static Task<EmbeddedDatabase> OpenAsync(EmbeddedOptions options, CancellationToken cancel = default) =>
        Task.Run(() => Open(options), cancel);

    /// <summary>Finishes the writes that are queued, empties the write-ahead log and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _log.WakeReaders();
        _readers.Dispose();
        await _writer.DisposeAsync();
        _closed.Dispose();
    }

    private static EmbeddedDatabase Open(EmbeddedOptions options)
    {
        SqliteLibrary.Initialize(options.SqliteLibrary);
        var path = DatabaseFile.Resolve(options.Path);
        DatabaseFile.Make(path);
        try
        {
            using (var connection = WriterConnection.Configure(Connection.Open(path, readOnly: false), options))
            {
                Migrations.Apply(connection, path, options.TimeProvider);
            }

            return new EmbeddedDatabase(path, options);
        }
        catch (SqliteFault fault)
        {
            throw new EmbeddedException(fault.Message, fault);
        }
    }
}
