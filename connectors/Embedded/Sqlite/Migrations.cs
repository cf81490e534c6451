using System.Globalization;
using System.Reflection;

namespace Sluice.Connectors.Embedded.Sqlite;

/// <summary>Brings the engine's own tables to the version this program knows, by the numbered scripts in it.</summary>
internal static class Migrations
{
    private static readonly Assembly Owner = typeof(Migrations).Assembly;

    /// <summary>Script names in order; the first four characters are the version.</summary>
    public static IReadOnlyList<string> Scripts { get; } =
        [.. Owner.GetManifestResourceNames().Where(n => char.IsAsciiDigit(n[0])).Order(StringComparer.Ordinal)];

    public static void Apply(Connection connection, string path, TimeProvider time)
    {
        connection.Execute("BEGIN IMMEDIATE");
        var current = CurrentVersion(connection, path);
        var known = VersionOf(Scripts[^1]);
        if (current > known)
        {
            throw new EmbeddedException($"{path} was written by a newer program (version {current}, this one knows {known}): use that one");
        }

        foreach (var script in Scripts.Where(s => VersionOf(s) > current))
        {
            using var stream = new StreamReader(Owner.GetManifestResourceStream(script)!);
            connection.Execute(stream.ReadToEnd());
            using var note = connection.Prepare("INSERT INTO schema_version (version, applied_at) VALUES (?, ?)");
            var at = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            note.Bind(1, VersionOf(script)).Bind(2, at).Run();
        }

        connection.Execute("COMMIT");
    }

    private static int CurrentVersion(Connection connection, string path)
    {
        var tables = Count(connection, "SELECT count(*) FROM sqlite_master WHERE type = 'table'");
        var marked = Count(connection, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'");
        if (tables > 0 && marked == 0)
        {
            throw new EmbeddedException($"{path} is a database of another program: name a new file");
        }

        connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)");
        return (int)Count(connection, "SELECT coalesce(max(version), 0) FROM schema_version");
    }

    private static long Count(Connection connection, string sql)
    {
        using var query = connection.Prepare(sql);
        query.Step();
        return query.Integer(0);
    }

    private static int VersionOf(string script) => int.Parse(script.AsSpan(0, 4), CultureInfo.InvariantCulture);
}
