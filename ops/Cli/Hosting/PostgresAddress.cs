using Npgsql;
using Sluice.Connectors.Postgres;

namespace Sluice.Cli.Hosting;

/// <summary>A PostgreSQL database. Its text names server and database only.</summary>
internal sealed class PostgresAddress
{
    private readonly NpgsqlConnectionStringBuilder _settings;

    private PostgresAddress(string uri, NpgsqlConnectionStringBuilder settings)
    {
        _settings = settings;
        Options = new PostgresOptions { ConnectionString = uri };
    }

    public PostgresOptions Options { get; }

    /// <summary>The same in characters that a file's name may have.</summary>
    public string FileName => string.Concat($"{Host}-{_settings.Port}-{Database}".Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));

    private string Host => _settings.Host ?? "localhost";

    private string Database => _settings.Database ?? _settings.Username ?? "postgres";

    /// <exception cref="CliException">It is no such URI. The message repeats none of its values.</exception>
    public static PostgresAddress Parse(string uri)
    {
        Secrets.Hide(Between(uri));
        try
        {
            var settings = PostgresUri.Parse(uri);
            Secrets.Hide(settings.Password);
            Secrets.Hide(settings.SslPassword);
            return settings.Host is { Length: > 0 } host && !host.Contains('@', StringComparison.Ordinal)
                ? new PostgresAddress(uri, settings)
                : throw CliException.Usage("the PostgreSQL address names no host: write postgresql://user@host:port/database");
        }
        catch (FormatException wrong)
        {
            throw CliException.Usage($"{wrong.Message} (--db-uri, {StoreLocation.Variable})", wrong);
        }
    }

    /// <summary>The server alone, as the store's messages name it.</summary>
    public string Place => $"PostgreSQL at {Host}:{_settings.Port}";

    public override string ToString() => $"{Place}/{Database}";

    /// <summary>The password as it is written in the URI; null where there is none.</summary>
    private static string? Between(string uri)
    {
        var at = uri.LastIndexOf('@');
        var colon = uri.IndexOf(':', uri.IndexOf("//", StringComparison.Ordinal) + 2);
        return colon > 0 && at > colon ? uri[(colon + 1)..at] : null;
    }
}
