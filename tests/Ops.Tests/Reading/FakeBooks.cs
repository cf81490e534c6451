using Sluice.Cli.Reading;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Ops.Tests.Reading;

/// <summary>Books made of what a test says: rows by table, the ends of topics, where shards stand.</summary>
internal sealed class FakeBooks : IBooksReader
{
    public Dictionary<string, IReadOnlyList<object?[]>> Rows { get; init; } = [];

    public Dictionary<string, long[]> Ends { get; init; } = [];

    /// <summary>First retained offsets, where they are not 0.</summary>
    public Dictionary<string, long[]> Starts { get; init; } = [];

    /// <summary>Hands over a shard's segments.</summary>
    public Action<ShardStanding, SegmentSink> Segments { get; init; } = (_, _) => throw new NotSupportedException();

    public IReadOnlyList<ShardStanding> Standings { get; init; } = [];

    /// <summary>Shards that stand at the beginning.</summary>
    public static IReadOnlyList<ShardStanding> Begun(int shards) =>
        [.. Enumerable.Range(0, shards).Select(s => new ShardStanding(s, 1, 0, Positions.None))];

    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(
        TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        new(Rows.GetValueOrDefault(table.Name, []));

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => new(Standings);

    public ValueTask LoadSegmentsAsync(ShardStanding standing, SegmentSink sink, CancellationToken cancel)
    {
        Segments(standing, sink);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<string>> UnguardedAsync(IReadOnlyList<TableSchema> appendOnly, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) =>
        new([.. Ends.GetValueOrDefault(topic, []).Select((end, partition) => new OffsetRange(Starts.TryGetValue(topic, out var starts) ? starts[partition] : 0, end))]);

    public ValueTask<LogBatch> ReadLogAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
