using Sluice.Cli.Hosting;
using Sluice.Cli.Sessions;
using Sluice.Connectors.Postgres.Reading;
using Sluice.Engine.State;

namespace Sluice.Cli.Doctor;

/// <summary>Whether the PostgreSQL server can be reached, has the tables, and lets this user do what it must.</summary>
internal static class ServerChecks
{
    private const string Store = "store";
    private const string Schema = "schema";
    private const string Role = "role";
    private const string RunAsOwner = "let the first start, and the first after an upgrade, run as sluice_owner";

    public static async Task<IReadOnlyList<Finding>> AllAsync(PostgresAddress server, CancellationToken cancel)
    {
        try
        {
            await using var reader = await Reach.ReaderAsync(server, cancel);
            var found = await reader.DescribeAsync(cancel);
            return [OfStore(server, found), OfSchema(found), OfRole(found)];
        }
        catch (CliException failed)
        {
            return [new Finding(Store, Verdict.Fail, failed.Message, "docs/OPERATIONS.md, PostgreSQL, has the settings")];
        }
        catch (StoreException failed)
        {
            return [new Finding(Store, Verdict.Fail, failed.Message, "give this user the right to read, or name another")];
        }
    }

    private static Finding OfStore(PostgresAddress server, ServerDescription found) => found.IsDurable
        ? new Finding(Store, Verdict.Ok, $"{server}, version {found.ServerVersion}")
        : new Finding(Store, Verdict.Warn, $"{server}, version {found.ServerVersion}, may lose commits in a crash", "set fsync and full_page_writes to on");

    private static Finding OfSchema(ServerDescription found)
    {
        if (found.SchemaVersion == found.KnownVersion)
        {
            return new Finding(Schema, Verdict.Ok, $"{found.Schema}, version {found.SchemaVersion}");
        }

        var state = found.SchemaVersion == 0 ? "has no tables yet" : $"is of version {found.SchemaVersion}, this program makes {found.KnownVersion}";
        return found.MayMakeTables
            ? new Finding(Schema, Verdict.Info, $"{found.Schema} {state}", "./sluice run brings it up to date")
            : new Finding(Schema, Verdict.Fail, $"{found.Schema} {state}, and {found.User} may not make tables", RunAsOwner);
    }

    private static Finding OfRole(ServerDescription found)
    {
        if (found.IsSuperuser)
        {
            return new Finding(Role, Verdict.Warn, $"{found.User} is a superuser", "take the roles of connectors/Postgres/Roles/roles.sql");
        }

        var may = found.MayMakeTables ? "makes tables and writes" : found.MayWrite ? "writes rows, makes no tables" : "only reads: it looks, and cannot run";
        return new Finding(Role, Verdict.Ok, $"{found.User} {may}");
    }
}
