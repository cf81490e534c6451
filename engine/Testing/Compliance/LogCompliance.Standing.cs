using Shouldly;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Xunit;

namespace Sluice.Engine.Testing.Compliance;

public abstract partial class LogCompliance
{
    [Fact]
    public async Task Positions_stand_in_the_log_they_were_reached_in()
    {
        await AppendAsync(First, LogTestData.Numbered("a", 30));
        await CheckAsync(Positions.None.With(Second, 0));
        for (var next = 1; next <= 30; next += 7)
        {
            await CheckAsync(Positions.None.With(First, next, await MarkAsync(First, next - 1)));
        }

        // What is appended later changes nothing about it.
        var end = Positions.None.With(First, 30, await MarkAsync(First, 29));
        await AppendAsync(First, LogTestData.Numbered("b", 3));
        await CheckAsync(Positions.Parse(end.ToJson()));
    }

    [Fact]
    public async Task A_position_beyond_the_end_says_what_is_where_and_what_can_be_done()
    {
        await AppendAsync(First, LogTestData.Numbered("a", 3));
        var changed = await ChangedAsync(Positions.None.With(First, 4));
        changed.ShouldContain($"{Topic}/0");
        changed.ShouldContain("up to offset 4");
        changed.ShouldContain("it holds the offsets 0 up to 3");
        changed.ShouldContain("begin with an empty store");
        (await ChangedAsync(Positions.None.With(new TopicPartition(Topic, 7), 0))).ShouldContain("the topic has 3 partitions");
    }

    [Fact]
    public async Task A_position_behind_another_record_than_the_one_read_is_of_another_log()
    {
        await AppendAsync(First, LogTestData.Numbered("a", 3));
        await AppendAsync(Second, LogTestData.Numbered("b", 3));
        var elsewhere = await MarkAsync(Second, 1);
        (await ChangedAsync(Positions.None.With(First, 2, elsewhere))).ShouldContain("another record stands at offset 1");
    }

    [Fact]
    public async Task Marks_tell_apart_what_differs_in_key_value_or_time_alone()
    {
        byte[][] values = [[], [1], [1, 2]];
        var records = values.SelectMany(k => values.Select(v => ((byte[]?)k, (byte[]?)v))).Append((null, [1])).Append(([1], null)).Append((null, null));
        var builder = new LogBatchBuilder();
        foreach (var (key, value) in records)
        {
            builder.Add(key is not null, key, value is not null, value, timestampMs: 5);
            builder.Add(key is not null, key, value is not null, value, timestampMs: 6);
        }

        await AppendAsync(First, builder.Take());
        var end = (await OffsetsAsync(First)).End;
        var hashes = new HashSet<ulong>();
        for (var offset = 0; offset < end; offset++)
        {
            var mark = await MarkAsync(First, offset);
            mark.Offset.ShouldBe(offset);
            mark.ShouldBe(await MarkAsync(First, offset));
            hashes.Add(mark.Hash).ShouldBeTrue($"offset {offset}");
        }
    }

    private async Task CheckAsync(Positions positions) => await PositionCheck.RunAsync(Log, positions, Cancel);

    private async Task<string> ChangedAsync(Positions positions)
    {
        var changed = await Should.ThrowAsync<LogException>(() => CheckAsync(positions));
        changed.NeedsDecision.ShouldBeTrue();
        return changed.Message;
    }

    private async Task<RecordMark> MarkAsync(TopicPartition source, long offset)
    {
        var batch = await Log.ReadAsync(source, offset, maxRecords: 1, maxBytes: 1, Cancel);
        foreach (var record in batch)
        {
            return RecordMark.Of(record);
        }

        throw new InvalidOperationException("a read yields a record");
    }
}
