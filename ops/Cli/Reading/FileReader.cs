using Sluice.Connectors.Embedded.Reading;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Cli.Reading;

/// <summary>Books and log in one SQLite file, as they were when it was opened.</summary>
internal sealed class FileReader(EmbeddedSnapshot snapshot) : IBooksReader
{
    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(
        TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) => snapshot.ReadRowsAsync(table, where, cancel);

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => snapshot.StandingsAsync(cancel);

    public ValueTask LoadSegmentsAsync(ShardStanding standing, SegmentSink sink, CancellationToken cancel) => snapshot.LoadSegmentsAsync(standing, sink, cancel);

    public ValueTask<IReadOnlyList<string>> UnguardedAsync(IReadOnlyList<TableSchema> appendOnly, CancellationToken cancel) =>
        snapshot.UnguardedAsync(appendOnly, cancel);

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) => ValueTask.FromResult(snapshot.Offsets(topic));

    public ValueTask<LogBatch> ReadLogAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel) =>
        snapshot.ReadLogAsync(source, fromOffset, maxRecords, maxBytes, cancel);

    public ValueTask DisposeAsync()
    {
        snapshot.Dispose();
        return ValueTask.CompletedTask;
    }
}
