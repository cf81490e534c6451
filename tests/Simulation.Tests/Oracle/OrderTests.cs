using FsCheck;
using FsCheck.Fluent;
using Sluice.Oracle;
using Sluice.Oracle.Compare;
using Sluice.Oracle.Results;

namespace Sluice.Simulation.Tests.Oracle;

public sealed class OrderTests
{
    [Fact]
    public void Books_depend_on_the_set_of_records_and_not_on_their_order()
    {
        var desk = Desk.Usual().ClientRule("CR-1", """ "tiers":[{"up_to":1,"unit_price":3},{"up_to":null,"unit_price":2}],"limits":{"max_reports_per_day":1},"recorded_at":"2025-07-01T00:00:00Z" """)
            .Client("C-2", "USD", policy: "average").ClientRule("CR-2", """ "currency":"USD","tiers":[{"up_to":null,"unit_price":3}] """, "C-2")
            .Rate("USD", "2026-01-15", 81).Rate("USD", "2026-01-15", 82).Rate("USD", "2026-01-16", 80).Rate("USD", "2026-01-16", 84, "2026-01-17T00:00:00Z")
            .Report("R-1", client: "C-2")
            .Reports(3).Report("R-2", revision: 2, images: 7).Report("R-3", revision: 2).Report("R-3", revision: 2, images: 8)
            .Report("R-4").Report("R-4", revision: 3, cancelled: true).Report("R-5", provider: "P-9")
            .Report("R-6", at: "2026-02-02T06:00:00Z");
        var books = desk.Books();
        var records = desk.Records.ToArray();
        var orders = Gen.Shuffle(records).Select(order => order.Concat(order.Take(4)).ToArray());

        Prop.ForAll(orders.ToArbitrary(), order => Difference.First(books, MarginOracle.Compute(order)) is null)
            .QuickCheckThrowOnFailure();
        books.Margins.Count.ShouldBe(3);
        books.Pending.ShouldContain(row => row.Kind == PendingKind.Held);
    }
}
