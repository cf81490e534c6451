using Sluice.Engine.State;
using SQLitePCL;

namespace Sluice.Connectors.Embedded.Sqlite;

/// <summary>SQLite refused; the message says in words what is wrong and what to do.</summary>
internal sealed class SqliteFault(int code, string detail, string path) : Exception(Explain(code & 0xff, detail, path))
{
    /// <summary>SQLite's primary result code.</summary>
    public int Code { get; } = code & 0xff;

    /// <summary>
    /// Of rows: a constraint, a trigger or a limit of what a row is. It passes once somebody makes room, lets go of a lock, or
    /// mends the disk.
    /// </summary>
    public StoreRefusal Refusal => Code switch
    {
        raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH => StoreRefusal.OfRows,
        raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN
            or raw.SQLITE_PROTOCOL or raw.SQLITE_NOMEM or raw.SQLITE_INTERRUPT => StoreRefusal.MayPass,
        _ => StoreRefusal.Unknown,
    };

    private static string Explain(int code, string detail, string path) => code switch
    {
        raw.SQLITE_FULL => $"the disk that holds {path} is full: free some space and try again",
        raw.SQLITE_IOERR => $"the disk failed while {path} was read or written ({detail}): check it with the system's tools",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"another program holds a lock on {path}: close it and try again",
        raw.SQLITE_READONLY => $"{path} or its folder is read-only: SQLite must be able to write both",
        raw.SQLITE_CANTOPEN => $"{path} cannot be opened ({detail}): check that its folder can be written",
        raw.SQLITE_NOTADB => $"{path} is not a SQLite database",
        raw.SQLITE_CORRUPT => $"{path} is damaged ({detail}): restore it from a backup",
        raw.SQLITE_TOOBIG => $"a value is larger than SQLite takes ({detail})",
        _ => $"SQLite refused: {detail} (code {code})",
    };
}
