using Shouldly;
using Sluice.Engine.Log;
using Xunit;

namespace Sluice.Engine.Testing.Compliance;

/// <summary>
/// What a log must do whose offsets have gaps: markers of transactions, aborted records, compaction. Inherit it where
/// gaps can be made; each test gets a new log.
/// </summary>
public abstract class GappedLogCompliance : LogCompliance
{
    /// <summary>Leaves at least one offset unused at the end of a partition.</summary>
    protected abstract ValueTask LeaveGapAsync(TopicPartition target);

    [Fact]
    public async Task Whoever_follows_the_batches_reaches_an_end_behind_a_gap()
    {
        await AppendAsync(First, LogTestData.Numbered("a", 3));
        await LeaveGapAsync(First);
        var end = (await OffsetsAsync(First)).End;
        end.ShouldBeGreaterThan(3);

        (await FollowAsync(First, 0, end)).ShouldBe(Texts("a", 3));
        (await FollowAsync(First, 3, end)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_partition_that_holds_nothing_but_a_gap_is_walked_to_its_end()
    {
        await LeaveGapAsync(Second);
        (await FollowAsync(Second, 0, (await OffsetsAsync(Second)).End)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Records_on_both_sides_of_gaps_are_read_once_and_in_order()
    {
        await LeaveGapAsync(First);
        await AppendAsync(First, LogTestData.Numbered("a", 3));
        await LeaveGapAsync(First);
        await LeaveGapAsync(First);
        await AppendAsync(First, LogTestData.Numbered("b", 2));
        await LeaveGapAsync(First);

        var end = (await OffsetsAsync(First)).End;
        for (var most = 1; most < 7; most++)
        {
            (await FollowAsync(First, 0, end, most)).ShouldBe([.. Texts("a", 3), .. Texts("b", 2)]);
        }
    }

    [Fact]
    public async Task A_reader_that_waits_at_the_end_learns_of_a_gap_made_there()
    {
        await AppendAsync(First, LogTestData.Numbered("a", 3));
        var read = Log.ReadAsync(First, 3, 10, 1 << 20, Cancel).AsTask();
        await LeaveGapAsync(First);

        var batch = await read.WaitAsync(Patience);
        (batch.Count, batch.NextOffset).ShouldBe((0, (await OffsetsAsync(First)).End));
        LogTestData.Copy(batch).ShouldBeEmpty();
        batch.Release();
    }

    [Fact]
    public async Task A_read_behind_a_gap_at_the_end_waits_for_the_next_record()
    {
        await LeaveGapAsync(First);
        var end = (await OffsetsAsync(First)).End;
        var read = Log.ReadAsync(First, end, 10, 1 << 20, Cancel).AsTask();
        read.IsCompleted.ShouldBeFalse();
        var offset = await AppendAsync(First, LogTestData.Numbered("a", 1));

        offset.ShouldBeGreaterThanOrEqualTo(end);
        LogTestData.Copy(await read.WaitAsync(Patience)).ShouldHaveSingleItem().Offset.ShouldBe(offset);
    }

    /// <summary>The texts of the records from an offset up to the end, which the batches' next offsets must reach exactly.</summary>
    private async Task<List<string>> FollowAsync(TopicPartition source, long from, long end, int maxRecords = 1000)
    {
        var texts = new List<string>();
        while (from < end)
        {
            var batch = await Log.ReadAsync(source, from, maxRecords, 1 << 20, Cancel).AsTask().WaitAsync(Patience);
            texts.AddRange(LogTestData.Copy(batch).Select(r => r.Text));
            batch.NextOffset.ShouldBeGreaterThan(from);
            from = batch.NextOffset;
        }

        from.ShouldBe(end);
        return texts;
    }

    private static IEnumerable<string> Texts(string name, int count) => Enumerable.Range(0, count).Select(i => LogTestData.NumberedText(name, i));
}
