using Sluice.Cli.Reading;
using Sluice.EndToEnd.Tests.Books;

namespace Sluice.Ops.Tests.Reading;

public class TotalDueTests
{
    [Fact]
    public void What_is_due_is_what_was_invoiced_less_what_was_credited_by_party_month_and_currency()
    {
        var rows = TotalDue.Of(
            [
                BookRows.Statement("PAY-2", "P-1", 40m, "KWD"), BookRows.Invoice("INV-2", "C-2", 7m), BookRows.Invoice("INV-1", "C-1", 100m),
                BookRows.Invoice("SUP-1", "C-1", 25.5m), BookRows.Invoice("INV-3", "C-1", 3m, "USD"),
            ],
            [BookRows.Note("CN-1", "INV-1", "C-1", 30m), BookRows.Note("CN-2", "INV-2", "C-2", 8m)]);

        rows.Select(r => string.Join(' ', r)).ShouldBe(
        [
            "client C-1 2026-01 INR 125.5 30 95.5", "client C-1 2026-01 USD 3 0 3", "client C-2 2026-01 INR 7 8 -1", "provider P-1 2026-01 KWD 40 0 40",
        ]);
    }
}
