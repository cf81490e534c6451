using Sluice.Topology.Books;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Books.Sheets;

/// <summary>Whose reports are recomputed, up to where, and against which closed months.</summary>
public class ScopeTests
{
    private static readonly PriceBook s_book = Shadows.UsualBook(
        MarginRecords.Client("C2", "INR", MarginDesk.Recorded), Shadows.PerReport("10"), Shadows.PerReport("100", "C2", "CR2"));

    // C1 at 0 to 3, C2 at 4 to 7.
    private static readonly MarginRecord[] s_reports = [.. Shadows.Reports(4), .. Shadows.Reports(4, "C2")];

    [Fact]
    public void Nothing_at_or_beyond_the_cut_is_taken() =>
        Revenues(new ShadowScope(6, null, Limits())).ShouldBe(["C1 40", "C2 200"]);

    [Fact]
    public void Clients_outside_the_scope_have_no_sheet_and_block_nothing()
    {
        var shadow = Shadows.Fed([.. s_reports, Shadows.Report("X", client: "C1", provider: "P9")], s_book, scope: new ShadowScope(99, new HashSet<string> { "C2" }, Limits()));

        shadow.Sheet().Clients.Select(client => client.ClientId).ShouldBe(["C2"]);
        shadow.Sheet().Blocked.ShouldBeEmpty();
        shadow.Reports("C1").ShouldBeEmpty();
    }

    [Fact]
    public void A_client_with_a_limit_of_its_own_is_recomputed_up_to_that_whatever_the_cut()
    {
        Revenues(new ShadowScope(99, null, Limits(("C2", new ShadowLimit(5, 1, new HashSet<long>()))))).ShouldBe(["C1 40", "C2 100"]);
        Revenues(new ShadowScope(2, null, Limits(("C2", new ShadowLimit(8, 1, new HashSet<long>()))))).ShouldBe(["C1 20", "C2 400"]);
    }

    [Fact]
    public void A_revision_beyond_the_limit_changes_nothing()
    {
        MarginRecord[] reports = [Shadows.Report("R1"), Shadows.Report("R1", revision: 2, cancelled: true)];

        Shadows.Fed(reports, s_book, scope: ShadowScope.All(1)).Sheet().Clients.Single().Reports.ShouldBe(1);
        Shadows.Fed(reports, s_book, scope: ShadowScope.All(2)).Sheet().Clients.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_forced_close_left_out_is_neither_billed_nor_blocking_though_a_price_has_come()
    {
        var left = new ShadowLimit(99, 1, new HashSet<long> { 1, 2, 4, 5 });
        MarginRecord[] reports =
        [
            Shadows.Report("R1"),
            Shadows.Report("R2"),
            Shadows.Report("R3", provider: "P9"),
            Shadows.Report("R4"),
            Shadows.Report("R5", images: 1),
            Shadows.Report("R5", images: 2),
        ];

        var sheet = Shadows.Fed(reports, s_book, scope: new ShadowScope(99, null, Limits(("C1", left)))).Sheet();

        sheet.Clients.Single().Revenue.ShouldBe(20m);
        sheet.Blocked.ShouldBeEmpty();
    }

    [Fact]
    public void A_report_left_out_keeps_its_place_in_its_day()
    {
        var limited = Shadows.UsualBook(Shadows.PerReport("10", more: ""","limits":{"max_reports_per_day":2}"""));
        var left = new ShadowLimit(99, 1, new HashSet<long> { 0 });

        var sheet = Shadows.Fed(Shadows.Reports(3), limited, scope: new ShadowScope(99, null, Limits(("C1", left)))).Sheet();

        sheet.Clients.Single().Reports.ShouldBe(1);
        sheet.Blocked.Select(blocked => $"{blocked.RecordId} {blocked.Kind}").ShouldBe(["R3 held"]);
    }

    [Fact]
    public void The_month_itself_is_open_and_of_other_months_only_what_was_decided_before_is_known()
    {
        var (december, january) = (new BusinessMonth(2025, 12), Shadows.January);
        var closings = Closings.Empty.With(
            [Booking(1, "C1", december), Booking(2, "C1", january), Booking(3, "C1", december), Booking(4, "C2", december), Booking(5, "C3", december)]);
        var scope = new ShadowScope(99, new HashSet<string> { "C1", "C2" }, Limits(("C1", ShadowLimit.Of(Booking(2, "C1", january)))));

        var known = scope.Known(closings, january);

        known.Clients.SelectMany(known.Of).Select(booking => booking.Number).Order().ShouldBe([1, 2, 4]);
        known.IsReleased("C1", january.Index).ShouldBeTrue();
        known.IsReleased("C1", december.Index).ShouldBeFalse();
    }

    /// <summary>February was closed when January held the report, so it is not February's though January is worked out anew.</summary>
    [Fact]
    public void A_report_that_came_back_from_a_month_that_never_booked_it_is_billed_where_it_was_booked()
    {
        MarginRecord[] records = [Shadows.Report("R1"), Shadows.Report("R1", at: "2026-02-10T06:00:00Z", revision: 2), Shadows.Report("R1", revision: 3)];
        var book = Shadows.UsualBook(
            Shadows.PerReport("10"), new MonthBooking(1, 1, Month: "2026-01").ToRecord(), new MonthBooking(2, 2, Month: "2026-02").ToRecord());

        Shadows.Fed(records, book).Sheet().Clients.Sum(client => client.Reports).ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void A_report_that_moves_in_from_a_closed_month_is_billed_once_that_gives_it_up(int decemberCut, int reports)
    {
        var moved = Shadows.Report("R1", at: "2025-12-10T06:00:00Z");
        var book = Shadows.UsualBook(Shadows.PerReport("10"), new MonthBooking(1, decemberCut, Month: "2025-12").ToRecord());

        var sheet = Shadows.Fed([moved, Shadows.Report("R1", revision: 2)], book).Sheet();

        (sheet.Clients.Sum(client => client.Reports), sheet.Blocked.Count).ShouldBe((reports, 0));
    }

    [Fact]
    public void A_conflict_over_a_report_that_another_closed_month_holds_does_not_block()
    {
        MarginRecord[] records =
            [Shadows.Report("R1", at: "2025-12-10T06:00:00Z"), Shadows.Report("R1", revision: 2), Shadows.Report("R1", revision: 2, images: 99)];

        Shadows.Fed(records, Shadows.UsualBook()).Sheet().Blocked.Count.ShouldBe(2);
        Shadows.Fed(records, Shadows.UsualBook(new MonthBooking(1, 1, Month: "2025-12").ToRecord())).Sheet().Blocked.ShouldBeEmpty();
    }

    [Fact]
    public void A_booking_is_a_limit_by_its_cut_its_number_and_what_it_left_out()
    {
        var limit = ShadowLimit.Of(Booking(7, "C1", Shadows.January));

        (limit.Offset, limit.Before, limit.Excluded.Single()).ShouldBe((50, 8, 3));
        Should.Throw<Engine.InvariantException>(() => ShadowLimit.Of(Booking(7, "C1", Shadows.January) with { MovesCut = false }));
    }

    private static IEnumerable<string> Revenues(ShadowScope scope) =>
        Shadows.Fed(s_reports, s_book, scope: scope).Sheet().Clients.Select(client => $"{client.ClientId} {client.Revenue:0}");

    private static Dictionary<string, ShadowLimit> Limits(params (string Client, ShadowLimit Limit)[] limits) => limits.ToDictionary(l => l.Client, l => l.Limit);

    private static Booking Booking(long number, string client, BusinessMonth month) =>
        new(number, "cmd", month, client, 0, 50, MovesCut: true, new HashSet<long> { 3 }, "", new BookedSummary(1, 0, 0m, "INR", 0m, 0m, 0m, null, "{}"));
}
