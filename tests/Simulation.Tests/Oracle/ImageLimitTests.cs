using Sluice.Oracle.Results;

namespace Sluice.Simulation.Tests.Oracle;

/// <summary>Reports held for their images, under a rule that allows 100.</summary>
public sealed class ImageLimitTests
{
    [Fact]
    public void Report_beyond_the_limit_is_held_and_counts_in_no_total()
    {
        var books = Limited().Report("R-1", images: 100).Report("R-2", images: 101).Books();

        books.Pending.ShouldBe([new PendingRow("C-1", "R-2", "2026-01", PendingKind.Held, PendingReasons.ImageLimit)]);
        var margin = books.Margins.ShouldHaveSingleItem();
        (margin.Reports, margin.Revenue, margin.CogsInr).ShouldBe((1, 1_000m, 250m));
        var provider = books.Providers.ShouldHaveSingleItem();
        (provider.Reports, provider.Cogs).ShouldBe((1, 250m));
        books.Fingerprints.ShouldHaveSingleItem().Reports.ShouldBe(2);
    }

    [Fact]
    public void Held_reports_alone_make_no_rows()
    {
        var books = Limited(more: ""","contract_type":"SUBSCRIPTION","flat_fee":500""").Report("R-1", images: 101).Books();

        books.Margins.ShouldBeEmpty();
        books.Providers.ShouldBeEmpty();
        books.Charges.ShouldBeEmpty();
        books.Fingerprints.ShouldHaveSingleItem().Reports.ShouldBe(1);
    }

    [Fact]
    public void Held_report_does_not_fill_a_tier() =>
        Desk.Usual(""" "tiers":[{"up_to":1,"unit_price":900},{"up_to":null,"unit_price":100}],"limits":{"max_images_per_report":100} """)
            .Report("R-1", images: 101).Report("R-2").Margin().Revenue.ShouldBe(900);

    [Fact]
    public void Limit_of_zero_holds_every_report_with_an_image()
    {
        var books = Limited(limit: 0).Report("R-1", images: 0).Report("R-2", images: 1).Books();

        books.Pending.ShouldHaveSingleItem().RecordId.ShouldBe("R-2");
        books.Margins.ShouldHaveSingleItem().Reports.ShouldBe(1);
    }

    [Fact]
    public void Limit_is_that_of_the_rule_that_prices_the_report()
    {
        var desk = Limited().ClientRule("CR-MR", """ "modality":"MR","tiers":[{"up_to":null,"unit_price":7}] """);

        desk.Report("R-1", modality: "MR", images: 500).Report("R-2", images: 500).Books()
            .Pending.ShouldHaveSingleItem().RecordId.ShouldBe("R-2");
    }

    [Fact]
    public void Report_that_waits_for_its_provider_is_pending_and_not_held()
    {
        var desk = Limited().Report("R-1", provider: "P-9", images: 101);

        desk.Books().Pending.ShouldBe(
            [new PendingRow("C-1", "R-1", "2026-01", PendingKind.Pending, PendingReasons.UnknownProvider)]);
        desk.Provider("P-9").Books().Pending.ShouldHaveSingleItem().Kind.ShouldBe(PendingKind.Held);
    }

    [Fact]
    public void Revision_within_the_limit_is_billed() =>
        Limited().Report("R-1", images: 101).Report("R-1", images: 99, revision: 2).Books().Pending.ShouldBeEmpty();

    [Fact]
    public void Later_version_of_the_rule_moves_the_limit()
    {
        var desk = Limited().Report("R-1", images: 101);
        desk.Books().Pending.ShouldHaveSingleItem();

        desk.ClientRule("CR-1", """ "tiers":[{"up_to":null,"unit_price":1000}],"recorded_at":"2026-02-01T00:00:00Z" """).Books().Pending.ShouldBeEmpty();
    }

    private static Desk Limited(int limit = 100, string more = "") =>
        Desk.Usual($$""" "tiers":[{"up_to":null,"unit_price":1000}],"limits":{"max_images_per_report":{{limit}}}{{more}} """);
}
