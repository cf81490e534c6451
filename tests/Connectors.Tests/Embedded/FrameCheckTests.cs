using System.Buffers.Binary;
using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Log;
using Sluice.Engine.Log;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Embedded;

public sealed class FrameCheckTests
{
    [Theory]
    [InlineData(0, 1, "deltas")]
    [InlineData(8, -2, "negative")]
    [InlineData(8, int.MaxValue, "larger")]
    [InlineData(8, 1000, "cut short")]
    public void Frames_that_are_not_what_they_say_are_refused(int at, int value, string reason)
    {
        var frames = LogTestData.Numbered("a", 2);
        var bytes = frames.Bytes.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        Should.Throw<LogException>(() => FrameCheck.Split(new AppendFrames(2, bytes))).Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData(0, "an origin is empty")]
    [InlineData(-1, "an origin is empty")]
    [InlineData(4, "cut short")]
    [InlineData(int.MaxValue, "larger")]
    public void An_origin_that_is_not_what_it_says_is_refused(int length, string reason)
    {
        var bytes = LogTestData.WithOrigins(([1], [2], "0:5")).Bytes.ToArray();
        FrameCheck.SizeAt(bytes, 0).ShouldBe(bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Frames.HeaderBytes + 2), length);
        Should.Throw<LogException>(() => FrameCheck.Split(new AppendFrames(1, bytes))).Message.ShouldContain(reason);
        Should.Throw<LogException>(() => FrameCheck.Split(new AppendFrames(1, bytes.AsMemory(0, bytes.Length - 4)))).Message.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_wrong_count_is_refused(int count) =>
        Should.Throw<LogException>(() => FrameCheck.Split(LogTestData.Numbered("a", 2) with { Count = count }));

    [Fact]
    public void Large_frames_are_cut_on_the_border_of_records()
    {
        var frames = LogTestData.Numbered("a", 20_000);
        var parts = FrameCheck.Split(frames);
        parts.Count.ShouldBeGreaterThan(2);
        parts.ShouldAllBe(p => p.Bytes.Length <= EmbeddedLimits.SegmentBytesMax);
        var next = 0;
        foreach (var part in parts)
        {
            var batch = new LogBatch(new TopicPartition("t", 0), next, next + part.Count, part.Count, part.Bytes);
            foreach (var record in LogTestData.Copy(batch))
            {
                (record.Offset, record.Text).ShouldBe((next, LogTestData.NumberedText("a", next)));
                next++;
            }
        }

        next.ShouldBe(20_000);
    }
}
