using System.Net.Sockets;
using Npgsql;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres.Connections;

/// <summary>Says what is wrong in words for a person: where, what, and what helps. Never a password, never a row's values.</summary>
internal sealed class FaultWords(NpgsqlConnectionStringBuilder settings, string schema)
{
    /// <summary>Classes of the standard's states, by their first letters.</summary>
    private static readonly string[] s_passing = ["08", "25", "40", "53", "55", "57", "58"];

    private readonly string _where = Where(settings);
    private readonly string _user = settings.Username ?? "by default";
    private readonly string _database = settings.Database ?? settings.Username ?? "by default";

    /// <summary>The server's place, for messages.</summary>
    public string Place => _where;

    /// <summary>Errors that become the store's own; the others are the store's already, or its caller's cancellation.</summary>
    public static bool Wants(Exception error) => error is NpgsqlException or TimeoutException or IOException or SocketException or ObjectDisposedException
        or InvalidOperationException or InvalidCastException or OverflowException;

    /// <summary>Nothing was applied.</summary>
    public StoreException Refusal(Exception error) => error as StoreException ?? new StoreException(Say(error), error) { Refusal = Kind(error) };

    /// <summary>It may have been applied.</summary>
    public CommitUnknownException Unknown(Exception error) => new($"perhaps applied, perhaps not: {Say(error)}", error);

    /// <summary>What is known of an error by which nothing was applied.</summary>
    private static StoreRefusal Kind(Exception error) => IsOfRows(error) ? StoreRefusal.OfRows : Passes(error) ? StoreRefusal.MayPass : StoreRefusal.Unknown;

    /// <summary>
    /// Whether rows were refused for what they are: integrity constraints and the triggers of append-only tables (class 23),
    /// values that do not fit (class 22), a trigger of someone else's, a row beyond the server's limits (class 54).
    /// </summary>
    private static bool IsOfRows(Exception error) => error is PostgresException { SqlState: var state }
        && (state.StartsWith("23", StringComparison.Ordinal) || state.StartsWith("22", StringComparison.Ordinal)
            || state.StartsWith("54", StringComparison.Ordinal) || state == PostgresErrorCodes.RaiseException);

    /// <summary>
    /// Whether it passes: a lost connection, another transaction, no space or memory, a lock, a server that starts, stops or
    /// stands by. Not known of a time limit: what takes too long once may do so always.
    /// </summary>
    private static bool Passes(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => false,
        PostgresException { SqlState: var state } => s_passing.Any(c => state.StartsWith(c, StringComparison.Ordinal)),
        _ when Find<TimeoutException>(error) is not null => false,
        _ => Find<IOException>(error) is not null || Find<SocketException>(error) is not null || error is NpgsqlException { IsTransient: true },
    };

    private string Say(Exception error) => error switch
    {
        PostgresException server => $"{_where} refused: {Say(server)}",
        ObjectDisposedException => "the store has been closed",
        _ when error is TimeoutException || error.InnerException is TimeoutException => $"{_where} gave no answer in time ({error.Message})",
        _ when Find<IOException>(error) is { } broken => $"the connection to {_where} was lost ({broken.Message})",
        _ when Find<SocketException>(error) is { } socket => $"{_where} cannot be reached ({socket.Message})",
        _ => $"{_where}: {error.Message}",
    };

    private string Say(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword => $"the password of the user {_user} is wrong",
        PostgresErrorCodes.InvalidAuthorizationSpecification => $"{error.MessageText}: check user, database and pg_hba.conf",
        PostgresErrorCodes.InvalidCatalogName => $"there is no database {_database}: create it first",
        PostgresErrorCodes.InsufficientPrivilege => $"{error.MessageText}: the user {_user} lacks a right in the schema {schema}",
        PostgresErrorCodes.TooManyConnections => "it has no connection left: raise max_connections or lower the processes' pools",
        PostgresErrorCodes.DiskFull => $"its disk is full ({error.MessageText})",
        PostgresErrorCodes.ReadOnlySqlTransaction => "it only reads: it is a standby, or set to read only",
        PostgresErrorCodes.LockNotAvailable => "another transaction held a lock for too long",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => $"{error.MessageText}: prepare the tables first",
        _ => $"{error.MessageText} ({error.SqlState})",
    };

    private static T? Find<T>(Exception error)
        where T : Exception
    {
        for (var at = error; at is not null; at = at.InnerException)
        {
            if (at is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static string Where(NpgsqlConnectionStringBuilder settings)
    {
        var host = settings.Host ?? "localhost";
        return "PostgreSQL at " + (host.Contains(':', StringComparison.Ordinal) || host.Contains(',', StringComparison.Ordinal) || host.StartsWith('/')
            ? host
            : $"{host}:{settings.Port}");
    }
}
