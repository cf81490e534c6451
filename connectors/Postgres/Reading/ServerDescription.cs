using Npgsql;
using Sluice.Connectors.Postgres.Connections;

namespace Sluice.Connectors.Postgres.Reading;

/// <summary>A server, a schema and what a user may do there.</summary>
/// <param name="ServerVersion">Such as <c>17.2</c>.</param>
/// <param name="Schema">The schema's name.</param>
/// <param name="SchemaVersion">The version of the engine's tables; 0 where there are none yet.</param>
/// <param name="KnownVersion">The version that this program makes.</param>
/// <param name="User">The role that is connected.</param>
/// <param name="IsSuperuser">Whether no right is withheld from it.</param>
/// <param name="MayMakeTables">Whether it may make and change tables, as the first start must.</param>
/// <param name="MayWrite">Whether it may write rows, as workers must; false where there are no tables.</param>
/// <param name="IsDurable">Whether the server's settings let a commit survive a crash: fsync and full_page_writes.</param>
public sealed record ServerDescription(
    string ServerVersion, string Schema, int SchemaVersion, int KnownVersion, string User, bool IsSuperuser, bool MayMakeTables, bool MayWrite, bool IsDurable)
{
    private const string Query = """
        SELECT current_setting('server_version'), current_user::text,
            (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
            coalesce((SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = $1),
                has_database_privilege(current_database(), 'CREATE')),
            coalesce((SELECT has_table_privilege(c.oid, 'UPDATE') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = $1 AND c.relname = 'engine_shards'), false),
            current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'
        """;

    internal static async ValueTask<ServerDescription> ReadAsync(NpgsqlConnection connection, string schema, int version, CancellationToken cancel)
    {
        await using var command = new Statement(Query, schema).On(connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new ServerDescription(
            reader.GetString(0).Split(' ')[0], schema, version, Migrator.Known, reader.GetString(1),
            reader.GetBoolean(2), reader.GetBoolean(3), reader.GetBoolean(4), reader.GetBoolean(5));
    }
}
