using Npgsql;

namespace Sluice.Connectors.Postgres;

/// <summary>Reads a connection string in either of its forms. No message repeats any of its values: one may be the password.</summary>
public static class PostgresUri
{
    private static readonly string[] Schemes = ["postgresql://", "postgres://"];

    /// <summary>What the names of the URI's parameters are called by Npgsql.</summary>
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["host"] = "Host",
        ["port"] = "Port",
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["password"] = "Password",
        ["passfile"] = "Passfile",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["target_session_attrs"] = "Target Session Attributes",
        ["gssencmode"] = "GSS Encryption Mode",
        ["max_pool_size"] = "Maximum Pool Size",
    };

    /// <summary>Whether the text is a URI of PostgreSQL's.</summary>
    public static bool Is(string text) => Array.Exists(Schemes, s => text.StartsWith(s, StringComparison.Ordinal));

    /// <summary>The settings that the text gives.</summary>
    /// <exception cref="FormatException">It is neither a URI nor keywords, or names a setting that does not exist.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var scheme = Array.Find(Schemes, s => text.StartsWith(s, StringComparison.Ordinal));
        return scheme is null ? FromKeywords(text) : FromUri(text[scheme.Length..]);
    }

    private static NpgsqlConnectionStringBuilder FromKeywords(string text)
    {
        NpgsqlConnectionStringBuilder? settings = null;
        return Worked(() => settings = new NpgsqlConnectionStringBuilder(text))
            ? settings!
            : throw new FormatException("the connection string is neither postgresql://user:password@host:port/database nor Host=…;Username=…;Database=…");
    }

    private static NpgsqlConnectionStringBuilder FromUri(string rest)
    {
        // A password's own / or ? would end the authority, and the rest of it be taken for a port, a database or a parameter.
        var end = rest.AsSpan().IndexOfAny('/', '?');
        if (end >= 0 && rest.AsSpan(end).Contains('@'))
        {
            throw new FormatException(
                "the connection URI has an @ behind its first / or ?: in a user, a password or a value, special characters are written %2F (/), %3F (?), %40 (@), %3A (:), %25 (%)");
        }

        var settings = new NpgsqlConnectionStringBuilder();
        var (main, query) = Cut(rest, '?');
        var (authority, database) = Cut(main, '/');
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var (user, password) = Cut(authority[..at], ':');
            Set(settings, "user", user);
            Set(settings, "password", password);
        }

        Set(settings, "host", Hosts(authority[(at + 1)..], settings));
        Set(settings, "dbname", database);
        foreach (var parameter in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(parameter, '=');
            Set(settings, name, value);
        }

        return settings;
    }

    /// <summary>One host with its port apart, or several with the ports beside them.</summary>
    private static string Hosts(string hosts, NpgsqlConnectionStringBuilder settings)
    {
        var colon = hosts.LastIndexOf(':');
        if (hosts.Contains(',', StringComparison.Ordinal) || colon <= hosts.LastIndexOf(']'))
        {
            return hosts.Trim('[', ']');
        }

        Set(settings, "port", hosts[(colon + 1)..]);
        return hosts[..colon].Trim('[', ']');
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        if (!Keywords.TryGetValue(name, out var keyword))
        {
            throw new FormatException($"the connection URI has the unknown parameter {Uri.UnescapeDataString(name)}");
        }

        // libpq writes verify-full where Npgsql has VerifyFull.
        var plain = Uri.UnescapeDataString(value);
        var known = name == "sslmode" ? plain.Replace("-", "", StringComparison.Ordinal) : plain;
        if (!Worked(() => settings[keyword] = known))
        {
            throw new FormatException($"the connection URI has a {name} that cannot be one");
        }
    }

    /// <summary>Npgsql's own error is not passed on: it repeats the value.</summary>
    private static bool Worked(Action set)
    {
        try
        {
            set();
            return true;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return false;
        }
    }

    private static (string Before, string After) Cut(string text, char mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}
