using SQLitePCL;

namespace Sluice.Connectors.Embedded.Sqlite;

/// <summary>One connection and its prepared statements; used by one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    private readonly sqlite3 _db;
    private readonly string _path;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    private Connection(sqlite3 db, string path)
    {
        _db = db;
        _path = path;
    }

    /// <summary>False once SQLite has rolled the transaction back by itself, as it does on a full disk.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_db) == 0;

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_db);

    public static Connection Open(string path, bool readOnly)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE);
        var result = raw.sqlite3_open_v2(path, out var db, flags, vfs: null!);
        if (result != raw.SQLITE_OK)
        {
            var detail = db is null ? "out of memory" : raw.sqlite3_errmsg(db).utf8_to_string();
            db?.Dispose();
            throw new SqliteFault(result, detail, path);
        }

        _ = raw.sqlite3_extended_result_codes(db, 1);
        // See Patience: SQLite itself would wait in whole seconds.
        _ = raw.sqlite3_busy_timeout(db, 0);
        return new Connection(db, path);
    }

    /// <summary>The statement, ready to bind; dispose it to let go of what it reads.</summary>
    public Statement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known))
        {
            known.Dispose();
            return known;
        }

        Check(raw.sqlite3_prepare_v2(_db, sql, out var handle));
        var statement = new Statement(this, handle);
        _statements.Add(sql, statement);
        return statement;
    }

    /// <summary>Runs statements that take and give nothing.</summary>
    public void Execute(string sql)
    {
        var result = raw.sqlite3_exec(_db, sql);
        for (var patience = new Patience(); patience.Wants(result);)
        {
            result = raw.sqlite3_exec(_db, sql);
        }

        Check(result);
    }

    /// <summary>
    /// Copies what the write-ahead log holds into the file, as far as readers allow. Where it gets to the end and no
    /// one reads, the next write begins the log anew.
    /// </summary>
    public void Checkpoint() => Checkpoint(raw.SQLITE_CHECKPOINT_RESTART);

    /// <summary>Empties the write-ahead log; false when another program's reader kept it from doing so.</summary>
    public bool TryTruncateWal() => Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);

    private bool Checkpoint(int mode)
    {
        var result = raw.sqlite3_wal_checkpoint_v2(_db, "main", mode, out _, out _);
        if ((result & 0xff) is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED))
        {
            Check(result);
        }

        return result == raw.SQLITE_OK;
    }

    public void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new SqliteFault(result, raw.sqlite3_errmsg(_db).utf8_to_string(), _path);
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
        _db.Dispose();
    }
}
