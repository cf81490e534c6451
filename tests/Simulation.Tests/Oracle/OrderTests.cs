using FsCheck;
using FsCheck.Fluent;
using Sluice.Oracle;
using Sluice.Oracle.Compare;

namespace Sluice.Simulation.Tests.Oracle;

public sealed class OrderTests
{
    [Fact]
    public void Books_depend_on_the_set_of_records_and_not_on_their_order()
    {
        var desk = Desk.Usual().ClientRule("CR-1", """ "tiers":[{"up_to":1,"unit_price":3},{"up_to":null,"unit_price":2}],"recorded_at":"2025-07-01T00:00:00Z" """)
            .Reports(3).Report("R-2", revision: 2, images: 7).Report("R-3", revision: 2).Report("R-3", revision: 2, images: 8)
            .Report("R-4").Report("R-4", revision: 3, cancelled: true).Report("R-5", provider: "P-9")
            .Report("R-6", at: "2026-02-02T06:00:00Z");
        var books = desk.Books();
        var records = desk.Records.ToArray();
        var orders = Gen.Shuffle(records).Select(order => order.Concat(order.Take(4)).ToArray());

        Prop.ForAll(orders.ToArbitrary(), order => Difference.First(books, MarginOracle.Compute(order)) is null)
            .QuickCheckThrowOnFailure();
        books.Margins.Count.ShouldBe(2);
    }
}
