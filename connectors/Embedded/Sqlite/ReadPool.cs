using System.Collections.Concurrent;

namespace Sluice.Connectors.Embedded.Sqlite;

/// <summary>
/// Read-only connections for any thread, each used by one caller at a time. They never checkpoint: only the writer does.
/// </summary>
/// <remarks>
/// A reader that begins while the writer publishes a commit finds the log's index half written, tries again a few times
/// and then sleeps, with the bundled library for a whole second. So in one process the two are kept apart: any number
/// of readers may begin at once, or the writer publish.
/// </remarks>
internal sealed class ReadPool(string path) : IDisposable
{
    private readonly SemaphoreSlim _free = new(EmbeddedLimits.ReadersMax);
    private readonly ConcurrentBag<Connection> _idle = [];
    private readonly ReaderWriterLockSlim _beginning = new();

    /// <summary>Runs a query on a thread of the pool. It must be short: an open read keeps the write-ahead log from shrinking.</summary>
    public async ValueTask<T> RunAsync<T>(Func<Connection, T> query, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Run(query), cancel);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Runs the writer's COMMIT while no reader begins; those that have begun go on.</summary>
    public void WhileNoneBegins(Action commit)
    {
        _beginning.EnterWriteLock();
        try
        {
            commit();
        }
        finally
        {
            _beginning.ExitWriteLock();
        }
    }

    /// <summary>Runs something while no query is under way; those that come meanwhile wait.</summary>
    /// <remarks>Called by the writer's thread only: two at once would wait for each other's share.</remarks>
    public void WhileQuiet(Action action)
    {
        for (var held = 0; held < EmbeddedLimits.ReadersMax; held++)
        {
            _free.Wait();
        }

        try
        {
            action();
        }
        finally
        {
            _free.Release(EmbeddedLimits.ReadersMax);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }

        _beginning.Dispose();
    }

    private T Run<T>(Func<Connection, T> query)
    {
        var connection = _idle.TryTake(out var idle) ? idle : Open();
        try
        {
            Begin(connection);
            var result = query(connection);
            connection.Execute("COMMIT");
            _idle.Add(connection);
            return result;
        }
        catch
        {
            // A query that failed half-way may hold its read open: let it go with its connection.
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens the snapshot that the query reads, and nothing else.</summary>
    private void Begin(Connection connection)
    {
        _beginning.EnterReadLock();
        try
        {
            connection.Execute("BEGIN");
            connection.Prepare("SELECT 1 FROM sqlite_master LIMIT 1").Run();
        }
        finally
        {
            _beginning.ExitReadLock();
        }
    }

    private Connection Open()
    {
        var connection = Connection.Open(path, readOnly: true);
        connection.Execute("PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -1024");
        return connection;
    }
}
