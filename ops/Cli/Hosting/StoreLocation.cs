using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Settings;
using Sluice.Connectors.Kafka.Telemetry;
using Sluice.Connectors.Postgres;

namespace Sluice.Cli.Hosting;

/// <summary>
/// Where the store and the log are: a SQLite file that holds both, such a file with the log on Kafka, or PostgreSQL with
/// the log on Kafka. Its text is fit to be shown: it has no password.
/// </summary>
internal sealed class StoreLocation
{
    public const string Variable = "PAYMENT_DB_URI";
    public const string LogVariable = "SLUICE_LOG";
    public const string Default = "sqlite:data/sluice.db";
    public const string DefaultLog = "embedded";

    public const string Sqlite = "sqlite:";

    private StoreLocation(string? path, PostgresAddress? server, KafkaOptions? kafka) => (Path, Server, Kafka) = (path, server, kafka);

    /// <summary>The SQLite file, as given; null on PostgreSQL.</summary>
    public string? Path { get; }

    /// <summary>The server; null with a SQLite file.</summary>
    public PostgresAddress? Server { get; }

    /// <summary>The cluster that holds the log; null where it lies in the SQLite file.</summary>
    public KafkaOptions? Kafka { get; }

    /// <summary>The path by which files of a process's own are named: what the feed of rates remembers, a demo's records.</summary>
    public string Beside => Path ?? System.IO.Path.Combine("data", Server!.FileName);

    /// <summary>What the settings of the books call the log: its kind and the names of its topics, not the brokers, which may move.</summary>
    public string LogName => Kafka is null ? DefaultLog : Kafka.Prefix.Length == 0 ? "kafka" : $"kafka/{Kafka.Prefix}";

    /// <summary>Both in one file.</summary>
    public static StoreLocation Embedded(string path) => new(path, server: null, kafka: null);

    /// <param name="uri">The option's value, or null for the variable's, else the default.</param>
    /// <param name="log">The same of the log's address.</param>
    /// <exception cref="CliException">Not addresses that are known, or not a pair that works.</exception>
    public static StoreLocation Parse(string? uri, string? log)
    {
        var address = uri ?? Secrets.Read(Variable) ?? Default;
        var kafka = ParseLog(log ?? Secrets.Read(LogVariable) ?? DefaultLog);
        if (PostgresUri.Is(address))
        {
            return kafka is null
                ? throw CliException.Usage("PostgreSQL holds no records: name where they are with --log kafka://host:port")
                : new StoreLocation(path: null, PostgresAddress.Parse(address), kafka);
        }

        if (!address.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase))
        {
            throw CliException.Usage($"--db-uri \"{Shown(address)}\" is not known: write sqlite:PATH, such as {Default}, or postgresql://user@host:port/database");
        }

        var path = address[Sqlite.Length..];
        return path.Length > 0 ? new StoreLocation(path, server: null, kafka) : throw CliException.Usage($"{address} names no file: write {Default}");
    }

    /// <summary>The same, whose Kafka clients measure themselves.</summary>
    public StoreLocation Measured(KafkaMeters meters) => Kafka is null ? this : new StoreLocation(Path, Server, Kafka with { Meters = meters });

    public override string ToString()
    {
        var store = Path ?? Server!.ToString();
        return Kafka is null ? store : $"{store} and Kafka at {Kafka.Brokers}";
    }

    private static KafkaOptions? ParseLog(string log)
    {
        if (log == DefaultLog)
        {
            return null;
        }

        return KafkaAddress.IsKafka(log)
            ? KafkaVariables.Parse(log)
            : throw CliException.Usage($"--log \"{Shown(log)}\" is not known: {DefaultLog} is, and kafka://host:port");
    }

    /// <summary>Of an address that is not understood only how it begins: a password may stand behind.</summary>
    private static string Shown(string address)
    {
        var end = address.AsSpan().IndexOfAny(":@=;");
        return end < 0 ? address : $"{address.AsSpan(0, end)}…";
    }
}
