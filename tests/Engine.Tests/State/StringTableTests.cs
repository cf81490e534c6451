using System.Buffers;
using System.Text;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.State;

public class StringTableTests
{
    [Fact]
    public void Strings_are_numbered_in_the_order_they_were_first_seen()
    {
        var table = new StringTable();
        table.Number("b"u8).ShouldBe(0);
        table.Number("a"u8).ShouldBe(1);
        table.Number("b"u8).ShouldBe(0);
        table.Number(""u8).ShouldBe(2);

        table.Count.ShouldBe(3);
        table.Find("a"u8).ShouldBe(1);
        table.Find("c"u8).ShouldBe(-1);
        table.Text(0).ShouldBe("b");
        table[2].Length.ShouldBe(0);
    }

    [Fact]
    public void Numbers_stay_over_a_restart()
    {
        var table = new StringTable();
        var names = Enumerable.Range(0, 20_000).Select(i => $"नाम-{i}").ToList();
        foreach (var name in names)
        {
            table.Number(Encoding.UTF8.GetBytes(name));
        }

        var restored = new StringTable();
        restored.Restore(Written(table, 0, 7));
        restored.Restore(Written(table, 7, table.Mark));

        restored.Count.ShouldBe(names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            restored.Find(Encoding.UTF8.GetBytes(names[i])).ShouldBe(i);
            restored.Text(i).ShouldBe(names[i]);
        }
    }

    [Fact]
    public void A_string_stored_twice_is_refused()
    {
        var table = new StringTable();
        table.Number("x"u8);
        var bytes = Written(table, 0, 1);

        Should.Throw<InvariantException>(() => table.Restore(bytes));
    }

    private static byte[] Written(StringTable table, long since, long until)
    {
        var buffer = new ArrayBufferWriter<byte>();
        table.Write(buffer, since, until);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Of every length, and alike but for one byte anywhere: whatever is remembered of the last ones asked for.</summary>
    [Fact]
    public void Strings_that_differ_in_one_byte_keep_their_own_numbers_however_often_they_are_asked_for()
    {
        var (table, numbers) = (new StringTable(), new Dictionary<string, int>());
        var texts = Enumerable.Range(0, 21).SelectMany(length => Enumerable.Range(0, length + 1).SelectMany(at => Enumerable.Range(0, 20).Select(change =>
            string.Concat(Enumerable.Repeat('a', length).Select((c, i) => i == at ? (char)(c + change) : c))))).ToList();
        for (var round = 0; round < 3; round++)
        {
            foreach (var text in texts)
            {
                var number = table.Number(Encoding.UTF8.GetBytes(text));
                numbers.TryAdd(text, numbers.Count);
                number.ShouldBe(numbers[text]);
            }
        }

        numbers.Count.ShouldBeGreaterThan(4000);
    }
}
