using Sluice.Cli.Pack;
using Sluice.EndToEnd.Tests.Books;
using Sluice.Topology.Time;

namespace Sluice.Ops.Tests.Pack;

public class MonthCommandsTests
{
    [Fact]
    public void Commands_bear_on_a_month_by_what_they_wrote_or_by_naming_it()
    {
        var found = MonthCommands.Of(
            new BusinessMonth(2026, 1),
            [
                BookRows.Command("a", "month-close", "refused", """{"month":"2026-01"}"""),
                BookRows.Command("b", "rerun", "done", """{"months":["2025-12","2026-01"]}"""),
                BookRows.Command("c", "credit-note", "done", """{"invoice_number":"INV-2601-000001"}"""),
                BookRows.Command("d", "rerun", "done", """{"months":["2025-12"]}"""),
                BookRows.Command("e", "credit-note", "done", """{"invoice_number":"INV-2512-000001"}"""),
                BookRows.Command("f", "month-close", "refused", "2026-01, no JSON"),
                BookRows.Command("g", "month-close", "refused", """[{"month":"2026-01"}]"""),
                BookRows.Command("h", "month-close", "refused"),
            ],
            ["c", "gone", ""]);

        found.Rows.Select(r => r[0]).ShouldBe(["a", "b", "c"]);
        found.Ids.Order().ShouldBe(["a", "b", "c", "gone"]);
    }
}
