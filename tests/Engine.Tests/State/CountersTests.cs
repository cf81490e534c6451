using System.Buffers;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.State;

public class CountersTests
{
    [Fact]
    public void Every_write_holds_all_values_so_the_latest_stands()
    {
        var counters = new Counters();
        counters.Add("records", 5);
        counters.Add("duplicates", 2);
        var first = Written(counters);
        counters.Add("records", -1);
        counters.Add("dead_letters", 1);
        var second = Written(counters);

        var restored = new Counters();
        restored.Restore(first);
        restored.Restore(second);

        restored.Values.ShouldBe(new SortedDictionary<string, long> { ["dead_letters"] = 1, ["duplicates"] = 2, ["records"] = 4 });
    }

    [Fact]
    public void Adding_nothing_changes_nothing()
    {
        var counters = new Counters();
        counters.Add("records", 0);
        counters.Mark.ShouldBe(0);
        counters.Values.ShouldBeEmpty();

        counters.Add("records", 1);
        counters.Mark.ShouldBe(1);
    }

    private static byte[] Written(Counters counters)
    {
        var buffer = new ArrayBufferWriter<byte>();
        counters.Write(buffer, 0, counters.Mark);
        return buffer.WrittenSpan.ToArray();
    }
}
