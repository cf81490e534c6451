using System.Globalization;
using System.Reflection;
using Npgsql;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres.Connections;

/// <summary>
/// Brings the engine's own tables to the version this program knows, by the numbered scripts in it. Processes that start
/// at once take turns by an advisory lock; one that finds nothing to do needs no right but to read. The catalog is read
/// as tables: functions that look names up may answer from before the lock was had.
/// </summary>
internal sealed class Migrator(Sessions sessions, Transactions transactions)
{
    private static readonly Assembly Owner = typeof(Migrator).Assembly;

    /// <summary>Script names in order; the first four characters are the version.</summary>
    private static readonly string[] Scripts =
        [.. Owner.GetManifestResourceNames().Where(n => char.IsAsciiDigit(n[0])).Order(StringComparer.Ordinal)];

    /// <summary>The version this program knows.</summary>
    public static int Known => VersionOf(Scripts[^1]);

    /// <exception cref="StoreException">The server or the schema is not one for this program.</exception>
    public async ValueTask RunAsync(CancellationToken cancel)
    {
        if (await LookAsync(cancel) < Known)
        {
            await transactions.RunAsync(c => MigrateAsync(c, cancel), cancel);
        }
    }

    /// <summary>The schema's version, 0 where it is empty or absent; nothing is made.</summary>
    /// <exception cref="StoreException">The server or the schema is not one for this program.</exception>
    public ValueTask<int> LookAsync(CancellationToken cancel) => sessions.RunAsync(c => CheckAsync(c, cancel), cancel);

    private async ValueTask<bool> MigrateAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await LockAsync(connection, sessions.Schema, cancel);
        await new Statement($"SET LOCAL search_path TO \"{sessions.Schema}\"").RunAsync(connection, cancel);
        if (!await HasSchemaAsync(connection, cancel))
        {
            await new Statement($"CREATE SCHEMA \"{sessions.Schema}\"").RunAsync(connection, cancel);
        }

        var current = await VersionAsync(connection, cancel);
        if (current == 0)
        {
            await new Statement("CREATE TABLE schema_version (version integer PRIMARY KEY, applied_at timestamptz NOT NULL)").RunAsync(connection, cancel);
        }

        foreach (var script in Scripts.Where(s => VersionOf(s) > current))
        {
            using var text = new StreamReader(Owner.GetManifestResourceStream(script)!);
            await new Statement(await text.ReadToEndAsync(cancel)).RunAsync(connection, cancel);
            await new Statement("INSERT INTO schema_version (version, applied_at) VALUES ($1, now())", VersionOf(script)).RunAsync(connection, cancel);
        }

        return true;
    }

    /// <summary>Holds, until the transaction's end, the lock under which the schema's tables are made and changed.</summary>
    public static async ValueTask LockAsync(NpgsqlConnection connection, string schema, CancellationToken cancel)
    {
        await new Statement($"SET LOCAL lock_timeout = {PostgresLimits.MigrationWaitMs}").RunAsync(connection, cancel);
        await new Statement("SELECT pg_advisory_xact_lock(hashtextextended('sluice ' || $1, 0))", schema).RunAsync(connection, cancel);
    }

    private async ValueTask<int> CheckAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (connection.PostgreSqlVersion.Major < PostgresLimits.ServerVersionMin)
        {
            throw new StoreException($"{sessions.Words.Place} is of version {connection.PostgreSqlVersion.Major}: {PostgresLimits.ServerVersionMin} or newer is needed");
        }

        await using var command = new Statement("SHOW server_encoding").On(connection);
        if (await command.ExecuteScalarAsync(cancel) is not "UTF8")
        {
            throw new StoreException($"the database at {sessions.Words.Place} keeps text in another encoding than UTF8: make one with ENCODING 'UTF8' TEMPLATE template0");
        }

        return await VersionAsync(connection, cancel);
    }

    private async ValueTask<bool> HasSchemaAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new Statement("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)", sessions.Schema).On(connection);
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    /// <summary>The schema's version: 0 where it is empty or absent. Tables that came with an extension count as nobody's.</summary>
    private async ValueTask<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        const string Tables = """
            SELECT count(*) > 0, coalesce(bool_or(relname = 'schema_version'), false) AND coalesce(bool_or(relname = 'engine_shards'), false)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND relkind IN ('r', 'p')
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;
        await using var look = new Statement(Tables, sessions.Schema).On(connection);
        bool any, ours;
        await using (var found = await look.ExecuteReaderAsync(cancel))
        {
            await found.ReadAsync(cancel);
            (any, ours) = (found.GetBoolean(0), found.GetBoolean(1));
        }

        if (!ours)
        {
            return any
                ? throw new StoreException($"the schema {sessions.Schema} at {sessions.Words.Place} holds another program's tables: name another database or schema")
                : 0;
        }

        await using var command = new Statement("SELECT coalesce(max(version), 0) FROM schema_version").On(connection);
        var current = Convert.ToInt32(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
        return current <= Known
            ? current
            : throw new StoreException($"the database at {sessions.Words.Place} was written by a newer program (version {current}, this one knows {Known}): use that one");
    }

    private static int VersionOf(string script) => int.Parse(script.AsSpan(0, 4), CultureInfo.InvariantCulture);
}
