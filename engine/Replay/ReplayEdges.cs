using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.State;

namespace Sluice.Engine.Replay;

/// <summary>The log and the store of a running engine, asked again for as long as they are away. Safe for concurrent callers.</summary>
internal sealed class ReplayEdges(ILog log, IStore store, EngineOptions options, Retry retry) : IReplaySource
{
    public async ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(
        TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        await retry.RunAsync(() => store.ReadRowsAsync(table, where, cancel), cancel);

    public async ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) =>
        await retry.RunAsync(() => store.StandingsAsync(cancel), cancel);

    /// <summary>Not asked again: what was handed over by then would come twice to whoever does not expect it.</summary>
    public ValueTask LoadSegmentsAsync(ShardStanding standing, SegmentSink sink, CancellationToken cancel) =>
        store.LoadAsync(new ShardLease(standing.Shard, standing.Epoch, standing.Sequence, standing.Positions), sink, cancel);

    public async ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) =>
        await retry.RunAsync(() => log.OffsetsAsync(topic, cancel), cancel);

    public async ValueTask<LogBatch> ReadLogAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel) =>
        await retry.RunAsync(() => log.ReadAsync(source, fromOffset, Math.Min(maxRecords, options.BatchRecords), maxBytes, cancel), cancel);
}
