using Shouldly;
using Sluice.Engine.Log;
using Xunit;

namespace Sluice.Engine.Testing.Compliance;

public abstract partial class LogCompliance
{
    [Fact]
    public async Task A_topic_is_created_once_and_keeps_its_records()
    {
        await AppendAsync(First, LogTestData.Numbered("a", 3));
        await Log.EnsureTopicAsync(new TopicSpec(Topic, 3), Cancel);
        (await OffsetsAsync(First)).ShouldBe(new OffsetRange(0, 3));
    }

    [Fact]
    public async Task A_topic_with_another_number_of_partitions_is_refused()
    {
        var refusal = await Should.ThrowAsync<LogException>(async () => await Log.EnsureTopicAsync(new TopicSpec(Topic, 4), Cancel));
        refusal.OutcomeUnknown.ShouldBeFalse();
        refusal.NeedsDecision.ShouldBeTrue("trying again would find the same topic");
        refusal.Message.ShouldContain(Topic);
        (await Log.OffsetsAsync(Topic, Cancel)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Topics_are_listed_by_name()
    {
        await Log.EnsureTopicAsync(new TopicSpec("zebra", 1), Cancel);
        await Log.EnsureTopicAsync(new TopicSpec("antelope", 2), Cancel);
        var topics = await Log.TopicsAsync(Cancel);
        topics.Select(t => (t.Name, t.Partitions)).ShouldBe([("antelope", 2), (Topic, 3), ("zebra", 1)]);
    }

    [Fact]
    public async Task A_topic_ensured_by_many_at_once_is_created_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Log.EnsureTopicAsync(new TopicSpec("shared", 2), Cancel).AsTask()));
        (await Log.TopicsAsync(Cancel)).Count(t => t.Name == "shared").ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_topic_is_refused()
    {
        var unknown = new TopicPartition("nowhere", 0);
        await Should.ThrowAsync<LogException>(async () => await Log.OffsetsAsync("nowhere", Cancel));
        await Should.ThrowAsync<LogException>(async () => await Log.ReadAsync(unknown, 0, 1, 1, Cancel));
        var refusal = await Should.ThrowAsync<LogException>(() => AppendAsync(unknown, LogTestData.Numbered("a", 1)));
        refusal.OutcomeUnknown.ShouldBeFalse();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public async Task An_unknown_partition_is_refused(int partition)
    {
        var unknown = new TopicPartition(Topic, partition);
        await Should.ThrowAsync<LogException>(async () => await Log.ReadAsync(unknown, 0, 1, 1, Cancel));
        await Should.ThrowAsync<LogException>(() => AppendAsync(unknown, LogTestData.Numbered("a", 1)));
    }

    [Fact]
    public async Task Offsets_of_every_partition_start_at_zero_and_count_records()
    {
        await AppendAsync(Second, LogTestData.Numbered("a", 5));
        await AppendAsync(Second, LogTestData.Numbered("b", 2));
        (await Log.OffsetsAsync(Topic, Cancel)).ShouldBe([new OffsetRange(0, 0), new OffsetRange(0, 7), new OffsetRange(0, 0)]);
    }

    [Fact]
    public async Task Retention_drops_only_the_oldest_and_never_restarts_offsets()
    {
        var kept = new TopicPartition("kept", 0);
        await Log.EnsureTopicAsync(new TopicSpec("kept", 1, RetentionBytes: 20_000), Cancel);
        for (var i = 0; i < 40; i++)
        {
            (await AppendAsync(kept, LogTestData.Numbered("r", 50, from: i * 50))).ShouldBe(i * 50);
        }

        var range = await OffsetsAsync(kept);
        range.End.ShouldBe(2000);
        range.Start.ShouldBeLessThan(range.End);
        var records = await LogTestData.ReadAsync(Log, kept, range.Start, (int)(range.End - range.Start), cancel: Cancel);
        records.Select(r => r.Text).ShouldBe(Enumerable.Range((int)range.Start, records.Count).Select(i => LogTestData.NumberedText("r", i)));
        records.Sum(r => (long)Frames.Size(r.Key!.Length, r.Value!.Length)).ShouldBeGreaterThanOrEqualTo(20_000);
        await Should.ThrowAsync<LogException>(async () => await Log.ReadAsync(kept, range.Start - 1, 1, 1, Cancel));
    }
}
