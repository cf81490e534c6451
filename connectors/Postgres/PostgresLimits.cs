namespace Sluice.Connectors.Postgres;

/// <summary>Every bound of the PostgreSQL store, with its reason.</summary>
public static class PostgresLimits
{
    /// <summary>The oldest server that it is tested on and whose statements it uses.</summary>
    public const int ServerVersionMin = 13;

    /// <summary>Connections of a process, unless its connection string says otherwise: a commit a shard, readers, the publisher.</summary>
    public const int ConnectionsMax = 32;

    /// <summary>Statements kept prepared on a connection: three a table, and the store's own.</summary>
    public const int PreparedMax = 128;

    /// <summary>Segments loaded by one statement, so that no statement runs for long.</summary>
    public const int SegmentsPerRead = 32;

    /// <summary>Groups of rows looked up by one statement, so that its plan stays a lookup for each.</summary>
    public const int GroupsPerRead = 1000;

    /// <summary>After this the server ends a transaction whose client says nothing, so that a stopped owner lets go. Milliseconds.</summary>
    public const int IdleInTransactionMs = 10_000;

    /// <summary>How long a statement waits for a lock, in milliseconds: longer than the longest wait of a takeover.</summary>
    public const int LockTimeoutMs = 25_000;

    /// <summary>How long a statement may run at all, in milliseconds: a shard's largest page of segments takes seconds.</summary>
    public const int StatementTimeoutMs = 60_000;

    /// <summary>How long the client waits for an answer, in seconds: longer than the server may take, so that the server's word comes first.</summary>
    public const int AnswerTimeoutS = 75;

    /// <summary>How long a connection may take to be made, in seconds; the engine tries again anyway.</summary>
    public const int ConnectTimeoutS = 10;

    /// <summary>Seconds without traffic after which the kernel asks whether the server is still there: a lost route is noticed.</summary>
    public const int KeepAliveS = 10;

    /// <summary>A takeover looks this long, in milliseconds, before it ends a silent backend: after the server had its own chance.</summary>
    public const int TakeoverPatienceMs = 12_000;

    /// <summary>Attempts of one transaction that the server breaks off for another's sake; then the caller hears of it.</summary>
    public const int AttemptsMax = 8;

    /// <summary>The first pause between two such attempts, in milliseconds: about a commit.</summary>
    public const int PauseMinMs = 5;

    /// <summary>The longest pause between two such attempts, in milliseconds: all together stay within a second or two.</summary>
    public const int PauseMaxMs = 500;

    /// <summary>How long a process waits for another that migrates, in milliseconds.</summary>
    public const int MigrationWaitMs = 60_000;
}
