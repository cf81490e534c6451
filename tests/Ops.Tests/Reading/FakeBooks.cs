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

    public IReadOnlyList<ShardStanding> Standings { get; init; } = [];

    /// <summary>Shards that stand at the beginning.</summary>
    public static IReadOnlyList<ShardStanding> Begun(int shards) =>
        [.. Enumerable.Range(0, shards).Select(s => new ShardStanding(s, 1, 0, Positions.None))];

    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(
        TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        new(Rows.GetValueOrDefault(table.Name, []));

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => new(Standings);

    public ValueTask<IReadOnlyList<string>> UnguardedAsync(IReadOnlyList<TableSchema> appendOnly, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) =>
        new([.. Ends.GetValueOrDefault(topic, []).Select(end => new OffsetRange(0, end))]);

    public ValueTask<LogBatch> ReadLogAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
