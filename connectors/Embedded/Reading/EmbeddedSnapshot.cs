using Sluice.Connectors.Embedded.Log;
using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Connectors.Embedded.Store;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Connectors.Embedded.Reading;

/// <summary>
/// A look into a database that may not be there yet, beside its owner or without one: committed rows and records,
/// read-only, never in the owner's way. The log's ends are those of the moment it was opened, and a table that is not
/// made yet has no rows. Safe for concurrent callers.
/// </summary>
public sealed class EmbeddedSnapshot : IDisposable
{
    private readonly ReadPool _readers;
    private readonly Catalog _catalog = new();
    private readonly LogReader _log;

    private EmbeddedSnapshot(string path)
    {
        _readers = new ReadPool(path);
        _log = new LogReader(new TailCache(bytesMax: 0), _readers, CancellationToken.None);
    }

    /// <summary>Opens the file; null where there is none, or nothing in it yet.</summary>
    /// <exception cref="EmbeddedException">The file is not a database, or cannot be read.</exception>
    public static async Task<EmbeddedSnapshot?> TryOpenAsync(EmbeddedOptions options, CancellationToken cancel = default)
    {
        SqliteLibrary.Initialize(options.SqliteLibrary);
        var path = DatabaseFile.Resolve(options.Path);
        if (!File.Exists(path))
        {
            return null;
        }

        var reader = new EmbeddedSnapshot(path);
        try
        {
            if (await reader._readers.RunAsync(reader.TryLoad, cancel))
            {
                return reader;
            }
        }
        catch (SqliteFault fault)
        {
            reader.Dispose();
            throw new EmbeddedException(fault.Message, fault);
        }

        reader.Dispose();
        return null;
    }

    /// <summary>The topics there are, by name.</summary>
    public IReadOnlyList<TopicSpec> Topics => [.. _catalog.Topics.Select(t => t.Spec)];

    /// <summary>First retained offset and one past the last of every partition; none where there is no such topic.</summary>
    public IReadOnlyList<OffsetRange> Offsets(string topic) =>
        _catalog.Find(topic) is { } known ? [.. known.Partitions.Select(p => p.Published)] : [];

    /// <summary>The rows of a table whose columns have the given values, ordered by key; none where the table is not made yet.</summary>
    /// <exception cref="StoreException">The table cannot be read.</exception>
    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(
        TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        QueryAsync<IReadOnlyList<object?[]>>(c => HasTable(c, table.Name) ? RowReader.Read(c, table, where) : [], cancel);

    /// <summary>Where every shard stands, by shard.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) =>
        QueryAsync<IReadOnlyList<ShardStanding>>(EmbeddedStore.ReadStandings, cancel);

    /// <summary>Hands over the segments of a shard that stands so, in the order of their sequence; one may hold again what others held.</summary>
    /// <exception cref="FencedException">The shard has another owner by now.</exception>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public async ValueTask LoadSegmentsAsync(ShardStanding standing, SegmentSink sink, CancellationToken cancel)
    {
        var lease = new ShardLease(standing.Shard, standing.Epoch, standing.Sequence, standing.Positions);
        for (long? after = -1; after is not null;)
        {
            var from = after.Value;
            after = await QueryAsync(c => SegmentReader.Read(c, lease, from, sink), cancel);
        }
    }

    /// <summary>Of the tables that are to be append-only and are there, those that lack a trigger which makes them so.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public ValueTask<IReadOnlyList<string>> UnguardedAsync(IReadOnlyList<TableSchema> appendOnly, CancellationToken cancel) =>
        QueryAsync<IReadOnlyList<string>>(
            c => [.. appendOnly.Select(table => table.Name).Where(name => HasTable(c, name) && !AppendOnlyTriggers.AreThere(c, name))], cancel);

    /// <summary>Records from an offset below the partition's end on: at least one.</summary>
    /// <exception cref="LogException">There is no such record.</exception>
    public ValueTask<LogBatch> ReadLogAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel) =>
        _log.ReadAsync(_catalog.Get(source), fromOffset, maxRecords, maxBytes, cancel);

    public void Dispose() => _readers.Dispose();

    private bool TryLoad(Connection connection)
    {
        if (!HasTable(connection, "log_topics"))
        {
            return false;
        }

        _catalog.Load(connection);
        return true;
    }

    private ValueTask<T> QueryAsync<T>(Func<Connection, T> query, CancellationToken cancel) => EmbeddedStore.ReadAsync(_readers, query, cancel);

    private static bool HasTable(Connection connection, string name)
    {
        using var query = connection.Prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
        return query.Bind(1, name).Step();
    }
}
