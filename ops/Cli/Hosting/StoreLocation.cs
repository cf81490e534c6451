namespace Sluice.Cli.Hosting;

/// <summary>Where log and store are: a SQLite file that holds both, so far.</summary>
/// <param name="Path">The file, as given.</param>
internal sealed record StoreLocation(string Path)
{
    public const string Variable = "PAYMENT_DB_URI";
    public const string Default = "sqlite:data/sluice.db";
    public const string DefaultLog = "embedded";

    private const string Sqlite = "sqlite:";

    public string Uri => Sqlite + Path;

    /// <param name="uri">The option's value, or null for the variable's, else the default.</param>
    /// <param name="log">The log's address.</param>
    /// <exception cref="CliException">Not an address this version knows.</exception>
    public static StoreLocation Parse(string? uri, string log)
    {
        var address = uri ?? Secrets.Read(Variable) ?? Default;
        var path = address.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase) ? address[Sqlite.Length..] : throw Refuse(address);
        if (path.Length == 0)
        {
            throw CliException.Usage($"{address} names no file: write {Default}");
        }

        if (log.StartsWith("kafka://", StringComparison.OrdinalIgnoreCase))
        {
            throw CliException.Usage($"the log {log} is not in this version yet: leave --log out for the embedded one");
        }

        return log == DefaultLog
            ? new StoreLocation(path)
            : throw CliException.Usage($"--log {log} is not known: {DefaultLog} is");
    }

    private static CliException Refuse(string address) =>
        address.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
            ? CliException.Usage("PostgreSQL is not in this version yet: use sqlite:PATH, such as " + Default)
            : CliException.Usage($"--db-uri \"{address}\" is not known: write sqlite:PATH, such as {Default}");
}
