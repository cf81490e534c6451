using Sluice.Connectors.Embedded.Sqlite;

namespace Sluice.Connectors.Embedded.Writing;

/// <summary>
/// The only connection that writes and checkpoints, opened anew after a commit of unknown outcome. Used by the writer's
/// thread only.
/// </summary>
internal sealed class WriterConnection(string path, EmbeddedOptions options, ReadPool readers, Action<Connection> onOpened) : IDisposable
{
    private Connection? _connection;
    private long _truncateAt = options.WalBytesMax;
    private long _sinceCheckpoint;

    /// <summary>The connection, opened where it is not.</summary>
    public Connection Open()
    {
        if (_connection is null)
        {
            var connection = Configure(Connection.Open(path, readOnly: false), options);
            try
            {
                onOpened(connection);
                _connection = connection;
            }
            finally
            {
                if (_connection is null)
                {
                    connection.Dispose();
                }
            }
        }

        return _connection;
    }

    /// <summary>Commits, and shows what was committed to readers that begin from then on.</summary>
    public void Commit()
    {
        var connection = Open();
        readers.WhileNoneBegins(() => connection.Execute("COMMIT"));
    }

    public void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>
    /// Keeps the write-ahead log short, called after each commit with about how much it wrote. This process's readers
    /// are held off meanwhile: with one always reading, no checkpoint would get to the end and the log would only grow.
    /// Another program's reader may still be in the way; then the log is emptied once it has let go.
    /// </summary>
    public void BoundWal(long written)
    {
        _sinceCheckpoint += written;
        if (_connection is null || _sinceCheckpoint < EmbeddedLimits.CheckpointBytes)
        {
            return;
        }

        _sinceCheckpoint = 0;
        readers.WhileQuiet(_connection.Checkpoint);
        var wal = new FileInfo(path + "-wal");
        if (wal.Exists && wal.Length >= _truncateAt)
        {
            var emptied = false;
            readers.WhileQuiet(() => emptied = _connection.TryTruncateWal());
            _truncateAt = emptied ? options.WalBytesMax : wal.Length + options.WalBytesMax;
        }
    }

    public void Dispose()
    {
        try
        {
            _connection?.TryTruncateWal();
        }
        catch (SqliteFault)
        {
            // Everything is committed; the next to open the file finds it in the write-ahead log.
        }

        Close();
    }

    /// <summary>Sets up a connection to write with; the file becomes a database by it where it was empty.</summary>
    public static Connection Configure(Connection connection, EmbeddedOptions options)
    {
        var synchronous = options.SynchronousFull ? "FULL" : "NORMAL";
        connection.Execute(
            $"""
            PRAGMA page_size = 8192;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = {synchronous};
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA cache_size = -8192;
            PRAGMA temp_store = MEMORY;
            """);
        if (options.PagesMax is { } pages)
        {
            connection.Execute($"PRAGMA max_page_count = {pages}");
        }

        return connection;
    }
}
