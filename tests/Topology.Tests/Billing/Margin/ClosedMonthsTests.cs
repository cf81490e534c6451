using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Margin;

public class ClosedMonthsTests
{
    private static readonly BusinessMonth s_january = new(2026, 1);
    private static readonly BusinessMonth s_march = new(2026, 3);

    private readonly Closings _closings = Closings.Empty.With(
        [Booking(1, s_january), Booking(2, s_march), Booking(4, s_january), Booking(5, s_january, movesCut: false), Booking(6, s_march, client: "C2")]);

    [Fact]
    public void They_span_the_days_from_the_first_of_the_first_to_the_last_of_the_last()
    {
        var months = ClosedMonths.Of(_closings, "C1");

        months.Months.ToArray().ShouldBe([s_january.Index, s_march.Index]);
        new[] { s_january.FirstDay - 1, s_january.FirstDay, s_march.LastDay, s_march.LastDay + 1 }.Select(months.Span).ShouldBe([false, true, true, false]);
        ClosedMonths.Of(_closings, "C2").Span(s_january.LastDay).ShouldBeFalse();
        ClosedMonths.Of(_closings, "C3").ShouldBeSameAs(ClosedMonths.None);
        (ClosedMonths.None.IsEmpty, ClosedMonths.None.Span(s_january.FirstDay)).ShouldBe((true, false));
    }

    [Fact]
    public void The_latest_booking_that_moved_the_cut_chose_what_is_booked()
    {
        var months = ClosedMonths.Of(_closings, "C1");

        months.Base(s_january.Index)!.Number.ShouldBe(4);
        months.BaseBefore(s_january.Index, 4)!.Number.ShouldBe(1);
        months.BaseBefore(s_january.Index, 1).ShouldBeNull();
        months.First(s_january.Index).Number.ShouldBe(1);
        (months.Base(s_january.Index + 1), months.BaseBefore(s_january.Index + 1, 9)).ShouldBe((null, null));
    }

    [Fact]
    public void A_month_that_is_worked_out_anew_holds_nothing_and_is_known_from_before()
    {
        var months = ClosedMonths.Of(_closings.Releasing([("C1", s_january.Index)]), "C1");

        (months.IsClosed(s_january.Index), months.IsClosed(s_march.Index)).ShouldBe((false, true));
        months.Base(s_january.Index).ShouldBeNull();
        months.BaseBefore(s_january.Index, 9)!.Number.ShouldBe(4);
        months.Months.ToArray().ShouldBe([s_march.Index]);
        months.MonthsBefore.ToArray().ShouldBe([s_january.Index, s_march.Index]);
        months.Span(s_january.LastDay).ShouldBeFalse();
    }

    private static Booking Booking(long number, BusinessMonth month, bool movesCut = true, string client = "C1") => new(
        number, $"CMD{number}", month, client, 0, 10, movesCut, new HashSet<long>(), "f1", new BookedSummary(1, 1, 1, "INR", 1, 1, 0, 0, "{}"));
}
