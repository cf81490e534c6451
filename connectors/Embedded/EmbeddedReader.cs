using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Connectors.Embedded.Store;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Connectors.Embedded;

/// <summary>
/// Looks at output tables from any process while the owner writes them, through read-only connections that never
/// checkpoint. Safe for concurrent callers.
/// </summary>
public sealed class EmbeddedReader : IDisposable
{
    private readonly ReadPool _readers;

    internal EmbeddedReader(string path) => _readers = new ReadPool(path);

    /// <summary>The rows of a table whose named columns have the given values (none named: all), ordered by key.</summary>
    /// <exception cref="StoreException">There is no such table yet, or it cannot be read.</exception>
    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(
        TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        EmbeddedStore.ReadAsync<IReadOnlyList<object?[]>>(_readers, c => RowReader.Read(c, table, where), cancel);

    /// <summary>Where every shard stands, by shard.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) =>
        EmbeddedStore.ReadAsync<IReadOnlyList<ShardStanding>>(_readers, EmbeddedStore.ReadStandings, cancel);

    public void Dispose() => _readers.Dispose();
}
