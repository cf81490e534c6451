using Sluice.Oracle.Compare;
using Sluice.Oracle.Results;

namespace Sluice.Simulation.Tests.Oracle;

public sealed class DifferenceTests
{
    private static readonly MarginRow Row = new("2026-01", "C-1", 2, 10.5m, "INR", 10.5m, 4m, 6.5m, null);

    [Fact]
    public void Equal_rows_in_another_order_and_scale_do_not_differ()
    {
        var other = Row with { ClientId = "C-2" };

        Difference.First([Row, other], [other, Row with { Revenue = 10.50m }]).ShouldBeNull();
    }

    [Fact]
    public void First_difference_is_said_in_words()
    {
        Difference.First([Row], [Row with { CogsInr = 4.01m }])
            .ShouldBe("The margin of client C-1 in 2026-01 has cogs_inr 4.01; the oracle has 4.");
        Difference.First([Row], [Row with { MarginPct = 1m }])
            .ShouldBe("The margin of client C-1 in 2026-01 has margin_pct 1; the oracle has null.");
        Difference.First([Row], Array.Empty<MarginRow>()).ShouldBe("The margin of client C-1 in 2026-01 is missing.");
        Difference.First([], [Row]).ShouldBe("The margin of client C-1 in 2026-01 is not in the oracle's books.");
        Difference.First([Row], [Row, Row]).ShouldBe("The margin of client C-1 in 2026-01 is given twice.");
    }

    [Fact]
    public void Books_differ_where_their_records_do()
    {
        var desk = Desk.Usual().Report("R-1");
        var books = desk.Books();

        Difference.First(books, desk.Report("R-2").Books()).ShouldStartWith("The fingerprint of 2026-01 has reports 2");
        Difference.First(books, desk.Report("R-3", provider: "P-9").Books())
            .ShouldBe("The Pending record R-3 of C-1 in 2026-01 is not in the oracle's books.");
    }
}
