using Sluice.Cli.Reading;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Ops.Tests.Control;

/// <summary>Books whose commands are others at each look; the last ones stay.</summary>
internal sealed class ScriptedBooks(params object?[][][] looks) : IBooksReader
{
    public int Looks { get; private set; }

    public Task<IBooksReader?> OpenAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult<IBooksReader?>(this);
    }

    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel)
    {
        var rows = looks[Math.Min(Looks, looks.Length - 1)];
        Looks++;
        return ValueTask.FromResult<IReadOnlyList<object?[]>>(rows);
    }

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask LoadSegmentsAsync(ShardStanding standing, SegmentSink sink, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>> UnguardedAsync(IReadOnlyList<TableSchema> appendOnly, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<LogBatch> ReadLogAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
