using System.Text;
using Confluent.Kafka;
using Sluice.Connectors.Kafka.Log;
using Sluice.Engine.Testing.Compliance;
using TopicPartition = Sluice.Engine.Log.TopicPartition;

namespace Sluice.Connectors.Tests.Kafka;

/// <summary>Gaps, which the mock cluster has none of: transactions' markers and compaction leave them on real brokers.</summary>
public sealed class RecordBufferTests
{
    private static readonly TopicPartition Source = new("orders", 0);

    private readonly RecordBuffer _buffer = new();

    [Fact]
    public void Offsets_keep_their_gaps()
    {
        _buffer.Begin(1 << 20);
        Write("k", "one", 40, 7).ShouldBeTrue();
        Write(null, "two", 43, 8).ShouldBeTrue();
        var batch = _buffer.Take(Source, 50);
        (batch.BaseOffset, batch.NextOffset, batch.Count).ShouldBe((40, 50, 2));
        LogTestData.Copy(batch).Select(r => (r.Offset, r.TimestampMs, r.Key is null, r.Text)).ShouldBe([(40L, 7L, false, "one"), (43L, 8L, true, "two")]);
    }

    [Fact]
    public void A_record_past_the_bound_begins_the_next_batch()
    {
        _buffer.Begin(60);
        Write("k", new string('a', 100), 1, 1).ShouldBeTrue();
        Write("l", "b", 2, 2).ShouldBeFalse();
        LogTestData.Copy(_buffer.Take(Source, 2)).Select(r => r.Offset).ShouldBe([1L]);

        _buffer.Count.ShouldBe(1);
        Write("m", "c", 5, 3).ShouldBeTrue();
        LogTestData.Copy(_buffer.Take(Source, 6)).Select(r => (r.Offset, r.TimestampMs, r.Text)).ShouldBe([(2L, 2L, "b"), (5L, 3L, "c")]);
    }

    [Fact]
    public void A_gap_too_wide_for_a_batch_ends_it()
    {
        _buffer.Begin(1 << 20);
        var far = 3L + int.MaxValue + 1;
        Write("k", "near", 3, 1).ShouldBeTrue();
        Write("k", "far", far, 2).ShouldBeFalse();
        LogTestData.Copy(_buffer.Take(Source, far)).Select(r => r.Text).ShouldBe(["near"]);
        LogTestData.Copy(_buffer.Take(Source, far + 1)).Select(r => (r.Offset, r.TimestampMs, r.Text)).ShouldBe([(far, 2L, "far")]);
    }

    private bool Write(string? key, string value, long offset, long timestampMs)
    {
        IDeserializer<Written> target = _buffer;
        target.Deserialize(Encoding.UTF8.GetBytes(key ?? ""), key is null, new SerializationContext(MessageComponentType.Key, Source.Topic));
        target.Deserialize(Encoding.UTF8.GetBytes(value), false, new SerializationContext(MessageComponentType.Value, Source.Topic));
        return _buffer.TryAccept(offset, timestampMs);
    }
}
