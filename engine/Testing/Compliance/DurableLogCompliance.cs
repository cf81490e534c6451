using Shouldly;
using Sluice.Engine.Log;
using Xunit;

namespace Sluice.Engine.Testing.Compliance;

/// <summary><see cref="LogCompliance"/>, and what a log that outlives its process must do besides.</summary>
public abstract class DurableLogCompliance : LogCompliance
{
    /// <summary>Closes the log under test and opens the same one again.</summary>
    protected abstract ValueTask<ILog> ReopenAsync(ILog log);

    [Fact]
    public async Task Records_topics_and_offsets_survive_reopening()
    {
        for (var i = 0; i < 10; i++)
        {
            await AppendAsync(First, LogTestData.Numbered("a", 20, from: i * 20));
        }

        Log = await ReopenAsync(Log);
        (await Log.TopicsAsync(Cancel)).ShouldBe([new TopicSpec(Topic, 3)]);
        (await OffsetsAsync(First)).ShouldBe(new OffsetRange(0, 200));
        (await AppendAsync(First, LogTestData.Numbered("a", 20, from: 200))).ShouldBe(200);
        var records = await LogTestData.ReadAsync(Log, First, 3, 217, maxRecords: 50, cancel: Cancel);
        records.Select(r => (r.Offset, r.Text)).ShouldBe(Enumerable.Range(3, 217).Select(i => ((long)i, LogTestData.NumberedText("a", i))));
    }

    [Fact]
    public async Task A_read_across_reopening_still_waits_at_the_end()
    {
        await AppendAsync(First, LogTestData.Numbered("a", 2));
        Log = await ReopenAsync(Log);
        var read = Log.ReadAsync(First, 2, 10, 1 << 20, Cancel).AsTask();
        read.IsCompleted.ShouldBeFalse();
        await AppendAsync(First, LogTestData.Numbered("a", 1, from: 2));
        LogTestData.Copy(await read.WaitAsync(Patience)).Single().Offset.ShouldBe(2);
    }

    [Fact]
    public async Task What_retention_dropped_stays_dropped()
    {
        var kept = new TopicPartition("kept", 0);
        await Log.EnsureTopicAsync(new TopicSpec("kept", 1, RetentionBytes: 5_000), Cancel);
        for (var i = 0; i < 30; i++)
        {
            await AppendAsync(kept, LogTestData.Numbered("r", 50, from: i * 50));
        }

        var before = await OffsetsAsync(kept);
        Log = await ReopenAsync(Log);
        (await OffsetsAsync(kept)).ShouldBe(before);
        (await AppendAsync(kept, LogTestData.Numbered("r", 1))).ShouldBe(1500);
    }
}
