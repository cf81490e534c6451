using Npgsql;
using Sluice.Connectors.Postgres.Connections;
using Sluice.Connectors.Postgres.Store;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres.Reading;

/// <summary>
/// A look at a store that may not have been made yet. It makes and changes nothing, so that the reader's role is enough:
/// what is not there yet has no rows. Safe for concurrent callers.
/// </summary>
public sealed class PostgresReader : IAsyncDisposable
{
    private readonly Sessions _sessions;
    private readonly PostgresMeters _meters = new();

    private PostgresReader(PostgresOptions options) => _sessions = new Sessions(options);

    /// <summary>The version of the engine's tables; 0 where there are none yet.</summary>
    public int SchemaVersion { get; private set; }

    /// <summary>Connects.</summary>
    /// <exception cref="FormatException">The connection string or the schema's name cannot be one.</exception>
    /// <exception cref="StoreException">The server cannot be reached or refuses, or the schema is of a newer or another program.</exception>
    public static async Task<PostgresReader> OpenAsync(PostgresOptions options, CancellationToken cancel)
    {
        var reader = new PostgresReader(options);
        try
        {
            reader.SchemaVersion = await new Migrator(reader._sessions, new Transactions(reader._sessions, reader._meters)).LookAsync(cancel);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows of a table whose columns have the given values, ordered by key; none where the table is not made yet.</summary>
    /// <exception cref="StoreException">The table cannot be read.</exception>
    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(
        TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        AskAsync(async c => await RowReader.ReadAsync(c, table, where, cancel), Array.Empty<object?[]>(), cancel);

    /// <summary>Where every shard stands, by shard.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) =>
        AskAsync(c => PostgresStore.StandingsAsync(c, cancel), Array.Empty<ShardStanding>(), cancel);

    /// <summary>Hands over the segments of a shard that stands so, in the order of their sequence; one may hold again what others held.</summary>
    /// <exception cref="FencedException">The shard has another owner by now.</exception>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public async ValueTask LoadSegmentsAsync(ShardStanding standing, SegmentSink sink, CancellationToken cancel)
    {
        var lease = new ShardLease(standing.Shard, standing.Epoch, standing.Sequence, standing.Positions);
        for (long? after = -1; after is not null;)
        {
            var from = after.Value;
            after = await _sessions.RunAsync(c => SegmentReader.ReadAsync(c, lease, from, sink, cancel), cancel);
        }
    }

    /// <summary>Of the tables that are to be append-only and are there, those that lack an enabled trigger which makes them so.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public ValueTask<IReadOnlyList<string>> UnguardedAsync(IReadOnlyList<TableSchema> appendOnly, CancellationToken cancel) =>
        _sessions.RunAsync(c => TriggerCheck.UnguardedAsync(c, _sessions.Schema, appendOnly, cancel), cancel);

    /// <summary>What an operator wants to know of server, schema and user.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public ValueTask<ServerDescription> DescribeAsync(CancellationToken cancel) =>
        _sessions.RunAsync(c => ServerDescription.ReadAsync(c, _sessions.Schema, SchemaVersion, cancel), cancel);

    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        _meters.Dispose();
    }

    private ValueTask<IReadOnlyList<T>> AskAsync<T>(Func<NpgsqlConnection, ValueTask<IReadOnlyList<T>>> query, IReadOnlyList<T> none, CancellationToken cancel) =>
        _sessions.RunAsync(
            async connection =>
            {
                try
                {
                    return await query(connection);
                }
                catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
                {
                    return none;
                }
            },
            cancel);
}
