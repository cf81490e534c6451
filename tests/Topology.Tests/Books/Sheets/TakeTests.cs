using System.Text;
using Sluice.Topology.Books.Sheets;

namespace Sluice.Topology.Tests.Books.Sheets;

public class TakeTests
{
    [Fact]
    public void A_record_is_taken_without_allocation()
    {
        var shadow = Shadows.Fed([], Shadows.UsualBook());
        var (key, json) = (Encoding.UTF8.GetBytes("C1"), Encoding.UTF8.GetBytes(Shadows.Report("R1", revision: 1000).Json));
        var (at, revision) = (json.AsSpan().IndexOf("1000"u8), 1000);

        // Revisions of one report: the memory that facts lie in comes in pieces much larger than all of them.
        Allocations.Of(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                revision.TryFormat(json.AsSpan(at), out _);
                shadow.Take(new Engine.Log.Record(revision++, 0, hasKey: true, key, hasValue: true, json));
            }
        }).ShouldBe(0);

        shadow.Sheet().Blocked.ShouldHaveSingleItem().Offset.ShouldBe(revision - 1);
    }

    [Fact]
    public void What_lies_among_the_dead_letters_is_passed_over()
    {
        var shadow = new ShadowMonth(0, Shadows.January, Shadows.UsualBook(), Shadows.Settings, ShadowScope.All(9));
        shadow.Take(new Engine.Log.Record(0, 0, hasKey: true, "C1"u8, hasValue: false, default));
        shadow.Take(new Engine.Log.Record(1, 0, hasKey: false, default, hasValue: true, Encoding.UTF8.GetBytes(Shadows.Report("R1").Json)));
        shadow.Take(new Engine.Log.Record(2, 0, hasKey: true, "C2"u8, hasValue: true, Encoding.UTF8.GetBytes(Shadows.Report("R1").Json)));

        var sheet = shadow.Sheet();

        (sheet.Clients.Count, sheet.Blocked.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void Once_priced_nothing_more_is_taken()
    {
        var shadow = Shadows.Fed(Shadows.Reports(1), Shadows.UsualBook());
        shadow.Sheet();

        var json = Encoding.UTF8.GetBytes(Shadows.Report("R2").Json);
        Should.Throw<Engine.InvariantException>(() => shadow.Take(new Engine.Log.Record(1, 0, hasKey: true, "C1"u8, hasValue: true, json)));
    }
}
