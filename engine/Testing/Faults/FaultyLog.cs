using Sluice.Engine.Log;

namespace Sluice.Engine.Testing.Faults;

/// <summary>
/// One process's way to a log, on which things go wrong. Owned by one thread. Disposing leaves the log itself open:
/// others use it.
/// </summary>
public sealed class FaultyLog(ILog log, FaultInjector faults) : ILog
{
    private readonly CallOrder _appends = new();

    public bool PlacesKeys => log.PlacesKeys;

    public async ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel)
    {
        await EnterAsync(FaultPoint.LogTopics, cancel);
        await log.EnsureTopicAsync(topic, cancel);
    }

    public async ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel)
    {
        await EnterAsync(FaultPoint.LogTopics, cancel);
        return await log.TopicsAsync(cancel);
    }

    public async ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel)
    {
        await EnterAsync(FaultPoint.LogRead, cancel);
        var batch = await log.ReadAsync(source, fromOffset, maxRecords, maxBytes, cancel);
        await faults.LeaveAsync(FaultPoint.LogReadDone, cancel);
        return batch;
    }

    public async ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel)
    {
        await EnterAsync(FaultPoint.LogOffsets, cancel);
        return await log.OffsetsAsync(topic, cancel);
    }

    public async ValueTask<IReadOnlyList<long>> AppendAsync(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel)
    {
        var offsets = await _appends.TakeTurnAsync(() => ApplyAsync(batches, cancel));
        await faults.LeaveAsync(FaultPoint.LogAppendApplied, CancellationToken.None);
        return offsets;
    }

    public ValueTask DisposeAsync() => default;

    private async ValueTask<IReadOnlyList<long>> ApplyAsync(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel)
    {
        var decision = await EnterAsync(FaultPoint.LogAppend, cancel);
        if (decision is { Fault: Fault.Unknown, Applied: false })
        {
            throw new LogException("simulated: lost before it was appended", outcomeUnknown: true);
        }

        if (decision.Fault == Fault.Torn)
        {
            await log.AppendAsync(TornAppend.Before(batches, decision.PartPerMille), cancel);
            throw new LogException("simulated: the broker crashed while it appended", outcomeUnknown: true);
        }

        var offsets = await log.AppendAsync(batches, cancel);
        switch (decision.Fault)
        {
            case Fault.Unknown:
                throw new LogException("simulated: appended, and the answer lost", outcomeUnknown: true);
            case Fault.Duplicate:
                await faults.DelayAsync(decision.Wait, FaultPoint.LogAppend);
                await log.AppendAsync(batches, CancellationToken.None);
                return offsets;
            default:
                return offsets;
        }
    }

    private async ValueTask<FaultDecision> EnterAsync(FaultPoint point, CancellationToken cancel)
    {
        var decision = await faults.PassAsync(point, cancel);
        return decision.Fault switch
        {
            Fault.Transient => throw new LogException($"simulated: {point} refused"),
            Fault.DiskFull => throw new LogException($"simulated: no space left for {point}"),
            _ => decision,
        };
    }
}
