using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Cli.Reading;

/// <summary>
/// A look at the books and the log beside those who work on them, which never is in their way. What has not been made
/// yet has no rows and no offsets. Used by one thread at a time.
/// </summary>
internal interface IBooksReader : IAsyncDisposable
{
    /// <summary>The rows of a table whose columns have the given values, ordered by key.</summary>
    /// <exception cref="StoreException">The table cannot be read.</exception>
    ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel);

    /// <summary>Where every shard stands, by shard.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel);

    /// <summary>Hands over the segments of a shard that stands so, in the order of their sequence; one may hold again what others held.</summary>
    /// <exception cref="FencedException">The shard has another owner by now: nothing that was handed over may be relied on alone.</exception>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask LoadSegmentsAsync(ShardStanding standing, SegmentSink sink, CancellationToken cancel);

    /// <summary>Of the tables that are to be append-only and are there, those whose rows the database itself does not guard.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    ValueTask<IReadOnlyList<string>> UnguardedAsync(IReadOnlyList<TableSchema> appendOnly, CancellationToken cancel);

    /// <summary>First retained offset and one past the last of every partition; none where there is no such topic.</summary>
    ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel);

    /// <summary>Records from an offset below the partition's end on: at least one.</summary>
    /// <exception cref="LogException">There is no such record.</exception>
    ValueTask<LogBatch> ReadLogAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel);
}
