using Npgsql;
using Sluice.Connectors.Postgres.Connections;
using Sluice.Connectors.Postgres.Store;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres;

/// <summary>
/// The store on PostgreSQL, which several processes share. A commit is one transaction of two round trips: a batch with
/// the fence first, and the COMMIT, which waits for the disk. Safe from any thread.
/// </summary>
public sealed class PostgresStore : IStore
{
    private readonly Sessions _sessions;
    private readonly PostgresMeters _meters = new();
    private readonly Transactions _transactions;
    private readonly Takeover _takeover;
    private readonly TablePreparation _tables;
    private readonly ShardTurns _turns = new();

    private PostgresStore(PostgresOptions options)
    {
        _sessions = new Sessions(options);
        _transactions = new Transactions(_sessions, _meters);
        _takeover = new Takeover(_sessions, _meters);
        _tables = new TablePreparation(_sessions, _transactions);
    }

    /// <summary>Connects, and brings the engine's own tables to this program's version.</summary>
    /// <exception cref="FormatException">The connection string or the schema's name cannot be one.</exception>
    /// <exception cref="StoreException">The server cannot be reached or refuses, or the schema is of a newer or another program.</exception>
    public static async Task<PostgresStore> OpenAsync(PostgresOptions options, CancellationToken cancel)
    {
        var store = new PostgresStore(options);
        try
        {
            await new Migrator(store._sessions, store._transactions).RunAsync(cancel);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public ValueTask PrepareAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancel) => _tables.RunAsync(tables, cancel);

    public ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel) => _takeover.RunAsync(shard, cancel);

    public async ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel)
    {
        for (long? after = -1; after is not null;)
        {
            var from = after.Value;
            after = await _sessions.RunAsync(c => SegmentReader.ReadAsync(c, lease, from, sink, cancel), cancel);
        }
    }

    public async ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var plan = new CommitPlan(commit);
        await _turns.RunAsync(commit.Shard, async () => await _transactions.RunAsync(c => plan.RunAsync(c, cancel), cancel));
    }

    public ValueTask<IReadOnlyList<int>> ClaimKeysAsync(string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel) =>
        _transactions.RunAsync(c => KeyOwners.ClaimAsync(c, group, shard, keys, cancel), cancel);

    public ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int max, CancellationToken cancel) =>
        _sessions.RunAsync(c => OutboxTable.ReadAsync(c, max, cancel), cancel);

    public async ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel)
    {
        var statements = RowStatements.Of(rows);
        await _transactions.RunAsync(c => OutboxTable.CompleteAsync(c, entries, statements, cancel), cancel);
    }

    /// <summary>Adds rows whose keys the table does not have yet, and leaves the others. Of several callers one is first.</summary>
    /// <exception cref="StoreException">Nothing was added.</exception>
    public async ValueTask AddMissingAsync(TableSchema table, IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        var statement = RowStatements.AddMissing(table, rows);
        await _transactions.RunAsync(c => statement.RunAsync(c, cancel), cancel);
    }

    public async ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(
        TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        await _sessions.RunAsync(c => RowReader.ReadAsync(c, table, where, cancel), cancel);

    public async ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> ReadGroupsAsync(
        TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> groups, CancellationToken cancel)
    {
        var found = new List<IReadOnlyList<object?[]>>(groups.Count);
        foreach (var some in groups.Chunk(PostgresLimits.GroupsPerRead))
        {
            await _sessions.RunAsync(c => RowReader.ReadGroupsAsync(c, table, columns, some, found, cancel), cancel);
        }

        return found;
    }

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) =>
        _sessions.RunAsync(c => StandingsAsync(c, cancel), cancel);

    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        _meters.Dispose();
    }

    internal static async ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var standings = new List<ShardStanding>();
        await using var command = new Statement("SELECT shard, epoch, sequence, positions FROM engine_shards ORDER BY shard").On(connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            standings.Add(new ShardStanding(reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2), Positions.Parse(reader.GetString(3))));
        }

        return standings;
    }
}
