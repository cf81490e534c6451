using System.Buffers;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.State;

public class FactTableTests
{
    private const int Chunk = 16_384;

    [Fact]
    public void Elements_keep_their_index_over_chunks()
    {
        var array = new ChunkedArray<long>();
        for (var i = 0; i < (2 * Chunk) + 5; i++)
        {
            array.Append(i * 3L).ShouldBe(i);
        }

        array.Count.ShouldBe((2 * Chunk) + 5);
        array[0].ShouldBe(0);
        array[Chunk - 1].ShouldBe((Chunk - 1) * 3L);
        array[Chunk].ShouldBe(Chunk * 3L);
        array[(2 * Chunk) + 4].ShouldBe(((2 * Chunk) + 4) * 3L);
        array[Chunk] = -1;
        array[Chunk].ShouldBe(-1);
    }

    [Theory]
    [InlineData(0, 10, 10)]
    [InlineData(Chunk - 3, Chunk + 10, 3)]
    [InlineData(Chunk, Chunk + 10, 10)]
    [InlineData(5, 2 * Chunk, Chunk - 5)]
    public void A_stretch_ends_with_its_chunk(int from, int to, int length)
    {
        var array = new ChunkedArray<int>();
        for (var i = 0; i < 2 * Chunk; i++)
        {
            array.Append(i);
        }

        var stretch = array.Stretch(from, to);
        stretch.Length.ShouldBe(length);
        stretch[0].ShouldBe(from);
        stretch[^1].ShouldBe(from + length - 1);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(10, Chunk + 7)]
    [InlineData(Chunk - 1, (2 * Chunk) + 2)]
    [InlineData(Chunk, 2 * Chunk)]
    public void Facts_written_in_two_parts_come_back_in_order(int since, int count)
    {
        var facts = new FactTable<Pair>();
        for (var i = 0; i < count; i++)
        {
            facts.Append(new Pair { Left = i, Right = ~(long)i });
        }

        var restored = new FactTable<Pair>();
        restored.Restore(Written(facts, 0, since));
        restored.Count.ShouldBe(since);
        restored.Restore(Written(facts, since, count));

        restored.Mark.ShouldBe(count);
        for (var i = 0; i < count; i++)
        {
            (restored[i].Left, restored[i].Right).ShouldBe((i, ~(long)i));
        }
    }

    [Fact]
    public void Half_a_fact_is_refused() =>
        Should.Throw<InvariantException>(() => new FactTable<Pair>().Restore(new byte[FactTable<Pair>.FactBytes + 1]));

    [Fact]
    public void A_fact_with_a_gap_between_its_fields_is_refused_as_chance_would_be_stored() =>
        Should.Throw<InvariantException>(() => new FactTable<(int Left, long Right)>()).Message.ShouldContain("ValueTuple");

    private static byte[] Written(IStateSection section, long since, long until)
    {
        var buffer = new ArrayBufferWriter<byte>();
        section.Write(buffer, since, until);
        return buffer.WrittenSpan.ToArray();
    }

    private struct Pair
    {
        public long Left;
        public long Right;
    }
}
