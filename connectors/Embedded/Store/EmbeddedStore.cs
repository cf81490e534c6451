using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Connectors.Embedded.Writing;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>The store in the database's file. The database owns it; disposing it alone does nothing.</summary>
internal sealed class EmbeddedStore(Writer writer, ReadPool readers) : IStore
{
    public async ValueTask PrepareAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancel) =>
        await writer.RunAsync(new PrepareItem(tables, cancel));

    public ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel) => writer.RunAsync(new TakeItem(shard, cancel));

    public async ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel)
    {
        for (long? after = -1; after is not null;)
        {
            var from = after.Value;
            after = await ReadAsync(c => SegmentReader.Read(c, lease, from, sink), cancel);
        }
    }

    public async ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel) =>
        await writer.RunAsync(new CommitItem(commit, cancel));

    public ValueTask<IReadOnlyList<int>> ClaimKeysAsync(string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel) =>
        writer.RunAsync(new ClaimKeysItem(group, shard, keys, cancel));

    public ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int max, CancellationToken cancel) =>
        ReadAsync<IReadOnlyList<OutboxEntry>>(c => ReadOutbox(c, max), cancel);

    public async ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel) =>
        await writer.RunAsync(new CompleteItem(entries, rows, cancel));

    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(
        TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        ReadAsync<IReadOnlyList<object?[]>>(c => RowReader.Read(c, table, where), cancel);

    public async ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> ReadGroupsAsync(
        TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> groups, CancellationToken cancel)
    {
        var rows = new List<IReadOnlyList<object?[]>>(groups.Count);
        foreach (var some in groups.Chunk(EmbeddedLimits.GroupsPerRead))
        {
            rows.AddRange(await ReadAsync(c => some.Select(g => RowReader.Read(c, table, RowReader.Where(columns, g))).ToList(), cancel));
        }

        return rows;
    }

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) =>
        ReadAsync<IReadOnlyList<ShardStanding>>(ReadStandings, cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ValueTask<T> ReadAsync<T>(Func<Connection, T> query, CancellationToken cancel) => ReadAsync(readers, query, cancel);

    /// <summary>Runs a query; SQLite's faults become the store's.</summary>
    internal static async ValueTask<T> ReadAsync<T>(ReadPool readers, Func<Connection, T> query, CancellationToken cancel)
    {
        try
        {
            return await readers.RunAsync(query, cancel);
        }
        catch (SqliteFault fault)
        {
            throw new StoreException(fault.Message, fault);
        }
    }

    private static List<OutboxEntry> ReadOutbox(Connection connection, int max)
    {
        var entries = new List<OutboxEntry>();
        using var query = connection.Prepare("SELECT shard, sequence, keys FROM engine_outbox ORDER BY id LIMIT ?");
        query.Bind(1, max);
        while (query.Step())
        {
            entries.Add(new OutboxEntry((int)query.Integer(0), query.Integer(1), OutboxCodec.Decode(query.Bytes(2))));
        }

        return entries;
    }

    internal static List<ShardStanding> ReadStandings(Connection connection)
    {
        var standings = new List<ShardStanding>();
        using var query = connection.Prepare("SELECT shard, epoch, sequence, positions FROM engine_shards ORDER BY shard");
        while (query.Step())
        {
            standings.Add(new ShardStanding((int)query.Integer(0), query.Integer(1), query.Integer(2), Positions.Parse(query.Text(3))));
        }

        return standings;
    }
}
