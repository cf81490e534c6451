using Sluice.Engine.Log;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Engine.Tests.Log;

public class LogBatchTests
{
    private static readonly TopicPartition Source = new("reports", 3);

    [Fact]
    public void Null_and_empty_keys_and_payloads_come_back_as_they_were()
    {
        (byte[]? Key, byte[]? Value)[] records = [(null, null), ([], []), (null, [1, 2]), ([3], null), ([4, 5], [6])];

        var read = LogTestData.Copy(Batch(LogTestData.Of(records), baseOffset: 40));

        read.Select(r => r.Key).ShouldBe(records.Select(r => r.Key));
        read.Select(r => r.Value).ShouldBe(records.Select(r => r.Value));
        read.Select(r => r.Offset).ShouldBe([40L, 41, 42, 43, 44]);
        read.Select(r => r.TimestampMs).ShouldBe(Enumerable.Range(0, 5).Select(i => 1_700_000_000_000 + i));
    }

    [Fact]
    public void Offsets_may_have_gaps()
    {
        var builder = new LogBatchBuilder();
        foreach (var delta in new[] { 0, 3, 4, 1000 })
        {
            builder.Add(hasKey: false, default, hasValue: true, [(byte)(delta % 7)], timestampMs: -delta, offsetDelta: delta);
        }

        var read = LogTestData.Copy(Batch(builder.Take(), baseOffset: long.MaxValue - 2000));

        read.Select(r => r.Offset - (long.MaxValue - 2000)).ShouldBe([0L, 3, 4, 1000]);
        read.Select(r => r.TimestampMs).ShouldBe([0L, -3, -4, -1000]);
        read.Select(r => r.Value![0]).ShouldBe([(byte)0, (byte)3, (byte)4, (byte)(1000 % 7)]);
    }

    [Fact]
    public void A_builder_counts_and_starts_again_empty()
    {
        var builder = new LogBatchBuilder();
        builder.Add("key"u8.ToArray(), "value"u8, timestampMs: 1);
        builder.Add(null, "v"u8, timestampMs: 2);
        builder.Count.ShouldBe(2);
        builder.ByteCount.ShouldBe((2 * Frames.HeaderBytes) + 3 + 5 + 1);

        var first = builder.Take();
        builder.Count.ShouldBe(0);
        builder.ByteCount.ShouldBe(0);
        builder.Add("k2"u8.ToArray(), "w"u8, timestampMs: 3);

        // What was taken is a copy: the second fill does not show in it.
        LogTestData.Copy(Batch(first, 0)).Select(r => r.Text).ShouldBe(["value", "v"]);
        LogTestData.Copy(Batch(builder.Take(), 7)).ShouldHaveSingleItem().Offset.ShouldBe(7);
    }

    [Fact]
    public void A_frame_lies_as_documented()
    {
        var builder = new LogBatchBuilder();
        builder.Add(hasKey: true, [0xAA], hasValue: false, default, timestampMs: 0x0102030405060708, offsetDelta: 9);

        Convert.ToHexStringLower(builder.Take().Bytes.Span).ShouldBe("09000000" + "01000000" + "ffffffff" + "0807060504030201" + "aa");
    }

    [Fact]
    public void Bytes_are_given_back_once()
    {
        var released = 0;
        var batch = Batch(LogTestData.Numbered("r", 1), 0) with { OnRelease = () => released++ };

        batch.Release();
        batch.Release();

        released.ShouldBe(1);
        Batch(LogTestData.Numbered("r", 1), 0).Release();
    }

    private static LogBatch Batch(AppendFrames frames, long baseOffset) =>
        new(Source, baseOffset, baseOffset + frames.Count, frames.Count, frames.Bytes);
}
