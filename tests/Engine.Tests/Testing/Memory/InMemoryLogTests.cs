using Sluice.Engine.Log;
using Sluice.Engine.Testing.Compliance;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Tests.Testing.Memory;

public sealed class InMemoryLogTests
{
    private static readonly TopicPartition s_only = new("t", 0);

    [Fact]
    public async Task A_gap_is_stepped_over_by_the_next_offset()
    {
        var log = await CreateAsync();
        await log.AppendAsync([(s_only, LogTestData.Numbered("a", 2))], default);
        log.SkipOffsets(s_only, 3);
        await log.AppendAsync([(s_only, LogTestData.Numbered("b", 1))], default);
        var batch = await log.ReadAsync(s_only, 0, 2, 1 << 20, default);
        (batch.Count, batch.NextOffset).ShouldBe((2, 5L));
        var inTheGap = await log.ReadAsync(s_only, 3, 2, 1 << 20, default);
        LogTestData.Copy(inTheGap).ShouldHaveSingleItem().Offset.ShouldBe(5);
        var whole = await log.ReadAsync(s_only, 0, 9, 1 << 20, default);
        LogTestData.Copy(whole).Select(r => r.Offset).ShouldBe([0L, 1L, 5L]);
    }

    [Fact]
    public async Task A_backup_brings_back_what_was_cut_off()
    {
        var log = await CreateAsync();
        await log.AppendAsync([(s_only, LogTestData.Numbered("a", 5))], default);
        var backup = log.BackUp(topic => topic == "t");
        log.Cut(s_only, 1, 3);

        (await log.OffsetsAsync("t", default)).ShouldBe([new OffsetRange(1, 3)]);
        await Should.ThrowAsync<LogException>(async () => await log.ReadAsync(s_only, 5, 1, 1, default));
        log.Restore(backup);

        LogTestData.Copy(await log.ReadAsync(s_only, 0, 9, 1 << 20, default)).Select(r => r.Text[..3]).ShouldBe(["a-0", "a-1", "a-2", "a-3", "a-4"]);
        (backup.EndOf(s_only), backup.EndOf(new TopicPartition("u", 0))).ShouldBe((5L, 0L));
    }

    [Fact]
    public async Task A_read_that_waits_behind_a_cut_is_refused()
    {
        var log = await CreateAsync();
        await log.AppendAsync([(s_only, LogTestData.Numbered("a", 5))], default);
        var waiting = log.ReadAsync(s_only, 5, 1, 1, default).AsTask();
        log.Cut(s_only, 0, 3);
        await Expect.ThrowAsync<LogException>(() => waiting);
    }

    [Fact]
    public async Task A_closed_topic_takes_nothing_and_leaves_no_gap()
    {
        var log = await CreateAsync();
        log.Closed = new HashSet<string> { "t" };
        await Should.ThrowAsync<LogException>(async () => await log.AppendAsync([(s_only, LogTestData.Numbered("a", 1))], default));
        log.SkipOffsets(s_only, 2);
        (await log.OffsetsAsync("t", default)).ShouldBe([new OffsetRange(0, 0)]);
    }

    [Fact]
    public async Task Disposing_ends_waiting_reads_and_keeps_the_records()
    {
        var log = await CreateAsync();
        await log.AppendAsync([(s_only, LogTestData.Numbered("a", 1))], default);
        var waiting = log.ReadAsync(s_only, 1, 1, 1, default).AsTask();
        await log.DisposeAsync();
        await Expect.ThrowAsync<ObjectDisposedException>(() => waiting);
        (await log.ReadAsync(s_only, 0, 1, 1, default)).Count.ShouldBe(1);
    }

    [Fact]
    public void A_waiting_read_stays_in_its_simulated_world()
    {
        var world = new SeededScheduler(1);
        var log = new InMemoryLog();
        var seen = world.Run(async () =>
        {
            await log.EnsureTopicAsync(new TopicSpec("t", 1), default);
            using var cancel = new CancellationTokenSource(TimeSpan.FromHours(1), world.Time);
            var reading = ReadAsync(log, cancel.Token);
            await Task.Delay(TimeSpan.FromMinutes(1), world.Time);
            await log.AppendAsync([(s_only, LogTestData.Numbered("a", 1))], default);
            var first = await reading;
            await Expect.ThrowAsync<OperationCanceledException>(async () => await log.ReadAsync(s_only, 1, 1, 1, cancel.Token));
            return first.Count;
        });
        seen.ShouldBe(1);
        world.Time.Elapsed.ShouldBe(TimeSpan.FromHours(1));
    }

    private static async Task<LogBatch> ReadAsync(InMemoryLog log, CancellationToken cancel) => await log.ReadAsync(s_only, 0, 1, 1, cancel);

    private static async Task<InMemoryLog> CreateAsync()
    {
        var log = new InMemoryLog();
        await log.EnsureTopicAsync(new TopicSpec("t", 1), default);
        return log;
    }
}
