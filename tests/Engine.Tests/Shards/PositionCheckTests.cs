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

        var early = new EarlyLog(log);
        await PositionCheck.RunAsync(early, read, default);

        early.Released.ShouldBe(1, "what was looked at goes back to its pool");
    }

    [Fact]
    public async Task Another_record_behind_an_earlier_one_is_found()
    {
        var read = await ReadAsync(await LogAsync(5), 4);
        var other = await LogAsync(3);
        await other.AppendAsync([(s_only, LogTestData.Of(("k"u8.ToArray(), "other"u8.ToArray()), (null, null)))], default);

        (await Should.ThrowAsync<LogException>(async () => await PositionCheck.RunAsync(new EarlyLog(other), read, default))).NeedsDecision.ShouldBeTrue();
    }

    [Fact]
    public async Task A_log_that_ends_before_the_position_is_found_and_said_to_hold_less()
    {
        var failure = await RefusedAsync(await LogAsync(3), Positions.None.With(s_only, 5));

        failure.Message.ShouldContain("it holds the offsets 0 up to 3");
        failure.Message.ShouldContain("Nothing was changed");
    }

    [Fact]
    public async Task A_log_that_has_nothing_is_found_and_said_to_be_empty()
    {
        var log = new InMemoryLog();
        await log.EnsureTopicAsync(new TopicSpec("t", 1), default);

        (await RefusedAsync(log, Positions.None.With(s_only, 5))).Message.ShouldContain("it is empty and goes on at 0");
    }

    [Fact]
    public async Task A_log_that_was_read_to_its_very_end_is_the_one_read()
    {
        var log = await LogAsync(5);

        await PositionCheck.RunAsync(log, await ReadAsync(log, 5), default);
    }

    [Fact]
    public async Task A_topic_with_fewer_partitions_is_found() =>
        (await RefusedAsync(await LogAsync(3), Positions.None.With(new TopicPartition("t", 1), 0))).Message.ShouldContain("the topic has 1 partitions");

    [Fact]
    public async Task Records_that_were_dropped_are_missed_only_where_they_were_not_read()
    {
        var log = await LogAsync(5);
        var (read, unread) = (await ReadAsync(log, 3), await ReadAsync(log, 2));
        log.Cut(s_only, 3, 5);

        await PositionCheck.RunAsync(log, read, default);
        await PositionCheck.RunAsync(log, unread, default, isPast: true);
        (await RefusedAsync(log, unread)).Message.ShouldContain("records 2 up to 3 were dropped");
    }

    [Fact]
    public async Task The_first_record_that_is_kept_is_held_against_the_one_read()
    {
        var read = await ReadAsync(await LogAsync(1), 1);
        var other = new InMemoryLog();
        await other.EnsureTopicAsync(new TopicSpec("t", 1), default);
        await other.AppendAsync([(s_only, LogTestData.Of(("k"u8.ToArray(), "other"u8.ToArray())))], default);

        (await RefusedAsync(other, read, isPast: true)).Message.ShouldContain("What was read of it since is in the books");
    }

    private static async Task<LogException> RefusedAsync(InMemoryLog log, Positions read, bool isPast = false)
    {
        var failure = await Should.ThrowAsync<LogException>(async () => await PositionCheck.RunAsync(log, read, default, isPast));
        failure.NeedsDecision.ShouldBeTrue();
        return failure;
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

        public int Released { get; private set; }

        public async ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel) =>
            await log.ReadAsync(source, fromOffset - 2, maxRecords + 2, int.MaxValue, cancel) with { OnRelease = () => Released++ };

        public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) => log.OffsetsAsync(topic, cancel);

        public ValueTask<IReadOnlyList<long>> AppendAsync(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel) =>
            log.AppendAsync(batches, cancel);

        public ValueTask DisposeAsync() => log.DisposeAsync();
    }
}
