using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Books.Explaining;

/// <summary>Where books and their records are looked up to explain or check them. Nothing is written.</summary>
public interface IBooksSource
{
    /// <summary>Partitions of the reports.</summary>
    int Shards { get; }

    /// <summary>The rows of a table whose columns have the given values, ordered by key.</summary>
    ValueTask<IReadOnlyList<object?[]>> RowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel);

    /// <summary>Where every shard stands, by shard.</summary>
    ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel);

    /// <summary>The reference data below the positions, with nothing closed.</summary>
    Task<PriceBook> ReferenceAtAsync(Positions cut, CancellationToken cancel);

    /// <inheritdoc cref="ICommandContext{TReference}.ReadWindowsAsync" />
    Task ReadWindowsAsync(string topic, int shard, IReadOnlySet<int> windows, long from, long end, RecordSink sink, CancellationToken cancel);

    /// <inheritdoc cref="ICommandContext{TReference}.LoadSegmentsAsync" />
    Task LoadSegmentsAsync(TopicPartition source, long below, SegmentSink sink, CancellationToken cancel);
}

/// <summary>Books that do not come to what they say, or lack what would explain them.</summary>
public sealed class ExplainException(string message) : Exception(message);
