using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;
using Sluice.Engine.Testing.Memory;

namespace Sluice.Engine.Tests.Shards;

public sealed class PositionCheckTests
{
    private static readonly TopicPartition s_only = new("t", 0);

    [Fact]
    public async Task A_batch_that_begins_before_the_offset_asked_for_is_no_other_log()
    {
        var log = await LogAsync(5);
        var read = await ReadAsync(log, 4);

        await PositionCheck.RunAsync(new EarlyLog(log), read, default);
    }

    [Fact]
    public async Task Another_record_behind_an_earlier_one_is_found()
    {
        var read = await ReadAsync(await LogAsync(5), 4);
        var other = await LogAsync(3);
        await other.AppendAsync([(s_only, LogTestData.Of(("k"u8.ToArray(), "other"u8.ToArray()), (null, null)))], default);

        (await Should.ThrowAsync<LogException>(async () => await PositionCheck.RunAsync(new EarlyLog(other), read, default))).NeedsDecision.ShouldBeTrue();
    }

    private static async Task<InMemoryLog> LogAsync(int records)
    {
        var log = new InMemoryLog();
        await log.EnsureTopicAsync(new TopicSpec("t", 1), default);
        await log.AppendAsync([(s_only, LogTestData.Numbered("r", records))], default);
        return log;
    }

    private static async Task<Positions> ReadAsync(InMemoryLog log, long upTo)
    {
        RecordMark? last = null;
        foreach (var record in await log.ReadAsync(s_only, upTo - 1, 1, 1, default))
        {
            last = RecordMark.Of(record);
        }

        return Positions.None.With(s_only, upTo, last);
    }

    /// <summary>Hands out two records more than asked for, which lie before the offset.</summary>
    private sealed class EarlyLog(ILog log) : ILog
    {
        public bool PlacesKeys => log.PlacesKeys;

        public ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel) => log.EnsureTopicAsync(topic, cancel);

        public ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel) => log.TopicsAsync(cancel);

        public ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel) =>
            log.ReadAsync(source, fromOffset - 2, maxRecords + 2, int.MaxValue, cancel);

        public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) => log.OffsetsAsync(topic, cancel);

        public ValueTask<IReadOnlyList<long>> AppendAsync(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel) =>
            log.AppendAsync(batches, cancel);

        public ValueTask DisposeAsync() => log.DisposeAsync();
    }
}
