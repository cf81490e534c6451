namespace Sluice.Connectors.Embedded;

/// <summary>How to open the one file that holds log and store.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The database file; it and its folder are made where missing, readable by their owner only.</summary>
    public required string Path { get; init; }

    /// <summary>Whether every commit waits for the disk. Without it a power loss may undo the last commits; a crash of the process never does.</summary>
    public bool SynchronousFull { get; init; } = true;

    /// <summary>Bytes of the newest records kept in memory for readers at the tail, over all partitions.</summary>
    public long TailBytes { get; init; } = 32 << 20;

    /// <summary>Above this many bytes the write-ahead log is emptied, for which readers have to let go of it.</summary>
    public long WalBytesMax { get; init; } = 64 << 20;

    /// <summary>Another SQLite library than the bundled one; also by the variable <c>SLUICE_SQLITE_LIBRARY</c>.</summary>
    public string? SqliteLibrary { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Called on the writer's thread before and after each COMMIT; a test throws from it.</summary>
    internal Action<CommitMoment>? OnCommit { get; init; }

    /// <summary>Bounds the file, for tests of a full disk; in pages.</summary>
    internal long? PagesMax { get; init; }
}

/// <summary>When the hook around a COMMIT is called.</summary>
internal enum CommitMoment
{
    Before,
    After,
}
