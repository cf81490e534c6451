using Sluice.Engine;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Margin;

public class MonthFiguresTests
{
    private static readonly BusinessMonth s_february = new(2028, 2);
    private readonly MonthFigures _month = new(s_february, isDifference: false);

    [Fact]
    public void Reports_are_counted_by_modality_day_and_priority()
    {
        _month.Count(1, s_february.FirstDay, 0, "INR", 5, 1);
        _month.Count(1, s_february.LastDay, 2, "INR", 5, 1);
        _month.Count(1, s_february.LastDay, 2, "INR", 5, 1);

        _month.Reports.ShouldBe(3);
        _month.ModalityCount.ShouldBe(2);
        _month.CountsOf(0).IsEmpty.ShouldBeTrue();
        var counts = _month.CountsOf(1).ToArray();
        counts.Length.ShouldBe(29 * 3);
        counts[0].ShouldBe(1);
        counts[^1].ShouldBe(2);
        counts.Sum().ShouldBe(3);
    }

    [Fact]
    public void Cogs_are_summed_by_currency_and_a_currency_without_reports_is_gone()
    {
        _month.Count(0, s_february.FirstDay, 0, "INR", 5, 1);
        _month.Count(0, s_february.FirstDay, 0, "INR", 7, 1);
        _month.Count(0, s_february.FirstDay, 0, new string("USD"), 9, 1);
        _month.Cogs.ShouldBe([("INR", (Int128)12), ("USD", (Int128)9)]);

        _month.Count(0, s_february.FirstDay, 0, "USD", 9, -1);
        _month.Cogs.ShouldBe([("INR", (Int128)12)]);
        _month.Reports.ShouldBe(2);
    }

    [Fact]
    public void What_never_entered_cannot_leave()
    {
        Should.Throw<InvariantException>(() => _month.Count(0, s_february.FirstDay, 0, "INR", 5, -1)).Message.ShouldContain("entered");
    }

    [Fact]
    public void The_last_report_takes_all_cogs_with_it()
    {
        _month.Count(0, s_february.FirstDay, 0, "INR", 5, 1);

        Should.Throw<InvariantException>(() => _month.Count(0, s_february.FirstDay, 0, "INR", 4, -1)).Message.ShouldContain("COGS");
    }

    [Fact]
    public void A_difference_may_be_negative_and_takes_figures_to_the_next_book()
    {
        _month.Count(0, s_february.FirstDay, 0, "INR", 5, 1);
        var difference = new MonthFigures(s_february, isDifference: true);
        difference.Count(0, s_february.FirstDay, 0, "INR", 5, -1);
        difference.Count(0, s_february.FirstDay, 0, "USD", 2, 1);
        difference.Count(2, s_february.FirstDay + 1, 1, "USD", 3, 1);

        _month.Add(difference);

        _month.Reports.ShouldBe(2);
        _month.Cogs.ShouldBe([("USD", (Int128)5)]);
        _month.CountsOf(2)[4].ShouldBe(1);
    }
}
