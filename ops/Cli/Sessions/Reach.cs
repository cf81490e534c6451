using Sluice.Cli.Hosting;
using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Log;
using Sluice.Connectors.Postgres;
using Sluice.Connectors.Postgres.Reading;
using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Cli.Sessions;

/// <summary>
/// Connects to what lies elsewhere, and says what to look at first where that fails. Each attempt is bounded by the
/// connectors' own limits: about ten seconds.
/// </summary>
internal static class Reach
{
    /// <summary>Connects, and asks the brokers something, so that a wrong address shows at once.</summary>
    /// <exception cref="CliException">No broker answers.</exception>
    public static async Task<KafkaLog> KafkaAsync(KafkaOptions options, CancellationToken cancel)
    {
        var log = Kafka(options);
        try
        {
            await log.TopicsAsync(cancel);
            return log;
        }
        catch (LogException unreachable)
        {
            await log.DisposeAsync();
            throw Failed(options, unreachable);
        }
        catch
        {
            await log.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects in the background.</summary>
    /// <exception cref="CliException">The client's library is missing or refuses the settings.</exception>
    public static KafkaLog Kafka(KafkaOptions options)
    {
        try
        {
            return new KafkaLog(options);
        }
        catch (LogException refused)
        {
            throw CliException.Failed(refused.Message, refused);
        }
    }

    public static CliException Failed(KafkaOptions options, LogException unreachable) => CliException.Failed(
        $"Kafka at {options.Brokers} cannot be used: {unreachable.Message}. Check first that this host and port are a broker's and that it runs"
        + (options.Properties.Count == 0 ? "; one that wants TLS or a password needs SLUICE_KAFKA_ settings" : "; then the SLUICE_KAFKA_ settings"),
        unreachable);

    /// <summary>Connects, and makes the engine's own tables where they are missing.</summary>
    /// <exception cref="CliException">The server cannot be reached, or refuses.</exception>
    public static Task<PostgresStore> PostgresAsync(PostgresAddress server, CancellationToken cancel) =>
        AskAsync(server, () => PostgresStore.OpenAsync(server.Options, cancel));

    /// <summary>Connects to look, and makes nothing.</summary>
    /// <exception cref="CliException">The server cannot be reached, or refuses.</exception>
    public static Task<PostgresReader> ReaderAsync(PostgresAddress server, CancellationToken cancel) =>
        AskAsync(server, () => PostgresReader.OpenAsync(server.Options, cancel));

    private static async Task<T> AskAsync<T>(PostgresAddress server, Func<Task<T>> open)
    {
        try
        {
            return await open();
        }
        catch (StoreException failed)
        {
            throw CliException.Failed($"{Words(server, failed.Message)}. Check first that the server runs there, then user, password and database", failed);
        }
        catch (FormatException wrong)
        {
            throw CliException.Usage($"{wrong.Message} (--db-uri, {StoreLocation.Variable})", wrong);
        }
    }

    /// <summary>What is wrong, the server named once: the store's words mostly begin with its place.</summary>
    internal static string Words(PostgresAddress server, string wrong) =>
        wrong.StartsWith(server.Place + ' ', StringComparison.Ordinal) ? $"{server}{wrong[server.Place.Length..]}" : $"{server} cannot be used: {wrong}";
}
