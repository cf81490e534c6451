namespace Sluice.Connectors.Postgres;

/// <summary>How to reach the PostgreSQL database that holds the store.</summary>
public sealed record PostgresOptions
{
    /// <summary>
    /// <c>postgresql://user:password@host:port/database?sslmode=…</c>, or keywords as Npgsql takes them
    /// (<c>Host=…;Username=…</c>). Never shown: it may hold a password.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>The schema of all tables: letters, digits and underscores in lower case. Made where missing.</summary>
    public string Schema { get; init; } = "public";

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Seeds the jitter of pauses between attempts; processes beside each other take different ones.</summary>
    public int Seed { get; init; } = Environment.ProcessId;

    /// <summary>
    /// How long a takeover waits for a backend that holds the shard and hears nothing from its client, before it ends
    /// that backend. The server ends idle ones itself, sooner; not those whose client stopped in mid-sentence.
    /// </summary>
    internal TimeSpan TakeoverPatience { get; init; } = TimeSpan.FromMilliseconds(PostgresLimits.TakeoverPatienceMs);

    /// <summary>After this the server ends a transaction whose client says nothing, in milliseconds.</summary>
    internal int IdleInTransactionMs { get; init; } = PostgresLimits.IdleInTransactionMs;

    /// <summary>Called around each COMMIT, for tests that stop a client or a server there.</summary>
    internal Func<CommitMoment, ValueTask>? OnCommit { get; init; }
}

/// <summary>When the hook around a COMMIT is called.</summary>
internal enum CommitMoment
{
    /// <summary>All is written; the COMMIT has not been sent.</summary>
    Before,

    /// <summary>The COMMIT has been sent, its answer not awaited.</summary>
    Sent,
}
