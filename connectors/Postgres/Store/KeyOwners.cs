using Npgsql;
using NpgsqlTypes;
using Sluice.Connectors.Postgres.Connections;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres.Store;

/// <summary>
/// Gives keys that nobody owns to a shard, and tells the owners of all. The keys go in one order for all processes, so
/// that two that claim the same ones wait for each other and never in a circle.
/// </summary>
internal static class KeyOwners
{
    private const string Insert = """
        INSERT INTO key_owner (topic_group, key, shard)
        SELECT $1, k.key, $2 FROM unnest($3) AS k (key) ORDER BY k.key COLLATE "C"
        ON CONFLICT (topic_group, key) DO NOTHING
        """;

    // A statement of its own: it sees what the insertion waited for.
    private const string Owners = """
        SELECT o.shard FROM unnest($2) WITH ORDINALITY AS k (key, ord)
        JOIN key_owner AS o ON o.topic_group = $1 AND o.key = k.key COLLATE "C" ORDER BY k.ord
        """;

    public static async ValueTask<IReadOnlyList<int>> ClaimAsync(
        NpgsqlConnection connection, string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel)
    {
        var named = new Value(keys.Select(SafeText.Encode).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new Statement(Insert, group, (long)shard, named).ToCommand());
        batch.BatchCommands.Add(new Statement(Owners, group, named).ToCommand());
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var owners = new List<int>(keys.Count);
        while (await reader.ReadAsync(cancel))
        {
            owners.Add((int)reader.GetInt64(0));
        }

        return owners.Count == keys.Count
            ? owners
            : throw new StoreException($"{keys.Count - owners.Count} keys of {group} have lost their owners: rows of key_owner were removed meanwhile");
    }
}
