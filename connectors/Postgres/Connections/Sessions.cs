using Npgsql;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres.Connections;

/// <summary>
/// The pool of connections, each with the same session settings from its first moment: they are part of the connection's
/// start, so that no role's or database's defaults weaken them. Safe from any thread.
/// </summary>
internal sealed class Sessions : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    public Sessions(PostgresOptions options)
    {
        Options = options;
        var settings = PostgresUri.Parse(options.ConnectionString);
        Schema = Checked(options.Schema);
        Words = new FaultWords(settings, Schema);
        Apply(settings, options);
        _source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    public PostgresOptions Options { get; }

    /// <summary>The schema's name; safe to stand in SQL.</summary>
    public string Schema { get; }

    public FaultWords Words { get; }

    /// <exception cref="StoreException">The server cannot be reached, or refuses.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancel)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw Words.Refusal(error);
        }
    }

    /// <summary>Runs statements that change nothing, or one that may as well be repeated.</summary>
    /// <exception cref="StoreException">They failed.</exception>
    public async ValueTask<T> RunAsync<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        try
        {
            return await work(connection);
        }
        catch (Exception error) when (FaultWords.Wants(error))
        {
            throw Words.Refusal(error);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static string Checked(string schema)
    {
        var good = schema.Length is > 0 and <= 63 && !char.IsAsciiDigit(schema[0])
            && schema.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') && !schema.StartsWith("pg_", StringComparison.Ordinal);
        return good ? schema : throw new FormatException($"{schema} cannot be the schema's name: use letters, digits and underscores in lower case");
    }

    private static void Apply(NpgsqlConnectionStringBuilder settings, PostgresOptions options)
    {
        settings.SearchPath = options.Schema;
        settings.Timezone = "UTC";
        settings.Options = string.Join(
            ' ',
            settings.Options,
            "-c synchronous_commit=on",
            $"-c idle_in_transaction_session_timeout={options.IdleInTransactionMs}",
            $"-c lock_timeout={PostgresLimits.LockTimeoutMs}",
            $"-c statement_timeout={PostgresLimits.StatementTimeoutMs}").Trim();
        settings.CommandTimeout = PostgresLimits.AnswerTimeoutS;
        settings.MaxAutoPrepare = PostgresLimits.PreparedMax;
        settings.AutoPrepareMinUsages = 2;

        // Nothing here changes a session's settings for longer than a transaction, so there is nothing to reset.
        settings.NoResetOnClose = true;
        settings.Multiplexing = false;
        settings.Enlist = false;
        settings.IncludeErrorDetail = false;
        settings.PersistSecurityInfo = false;
        Default(settings, "Application Name", "sluice");
        Default(settings, "Maximum Pool Size", PostgresLimits.ConnectionsMax);
        Default(settings, "Timeout", PostgresLimits.ConnectTimeoutS);
        Default(settings, "TCP Keepalive", true);
        Default(settings, "TCP Keepalive Time", PostgresLimits.KeepAliveS);
        Default(settings, "TCP Keepalive Interval", 1);
    }

    private static void Default(NpgsqlConnectionStringBuilder settings, string keyword, object value)
    {
        if (!settings.ContainsKey(keyword) || !settings.ShouldSerialize(keyword))
        {
            settings[keyword] = value;
        }
    }
}
