using Sluice.Topology.Billing.Margin;

namespace Sluice.Topology.Tests.Billing.Margin;

public class RepricingTests
{
    [Fact]
    public void A_client_rule_recorded_late_reprices_the_month_at_once()
    {
        var desk = MarginDesk.Usual().Reports(3).Report("D1", "2025-12-10T06:00:00Z");

        desk.ClientRule("CR2", """ "tiers":[{"up_to":null,"unit_price":800}],"effective_from":"2026-01-01","recorded_at":"2026-01-20T00:00:00Z" """);

        desk.Margins().ShouldBe(["2025-12 C1 1 1000 250", "2026-01 C1 3 2400 750"]);
    }

    [Fact]
    public void A_rule_recorded_earlier_that_arrives_later_does_not_win()
    {
        var desk = MarginDesk.Usual().Reports(3);

        desk.ClientRule("CR0", """ "tiers":[{"up_to":null,"unit_price":1}],"recorded_at":"2025-05-01T00:00:00Z" """);

        desk.Margins().ShouldBe(["2026-01 C1 3 3000 750"]);
    }

    [Fact]
    public void Each_rule_counts_and_prices_the_reports_of_the_dates_it_won()
    {
        // CR1 keeps the 1st to the 20th; tiers are reached by its own two reports only.
        var desk = MarginDesk.Usual(""" "tiers":[{"up_to":2,"unit_price":1000},{"up_to":null,"unit_price":10}] """)
            .Report("R1", "2026-01-05T06:00:00Z").Report("R2", "2026-01-20T06:00:00Z").Report("R3", "2026-01-21T06:00:00Z").Report("R4", "2026-01-31T06:00:00Z");
        desk.Margins().ShouldBe(["2026-01 C1 4 2020 1000"]);

        desk.ClientRule("CR2", """ "tiers":[{"up_to":null,"unit_price":300}],"effective_from":"2026-01-21","recorded_at":"2026-01-25T00:00:00Z" """);

        desk.Margins().ShouldBe(["2026-01 C1 4 2600 1000"]);
    }

    [Fact]
    public void A_modalitys_own_slot_comes_before_that_of_all_others()
    {
        var desk = MarginDesk.Usual().ClientRule("MR", """ "modality":"MR","tiers":[{"up_to":null,"unit_price":5000}],"recorded_at":"2020-01-01T00:00:00Z" """);

        desk.Report("R1").Report("R2", modality: "MR").Margins().ShouldBe(["2026-01 C1 2 6000 500"]);
    }

    [Fact]
    public void A_providers_grade_counts_from_its_effective_date_on()
    {
        var desk = MarginDesk.Usual().ProviderRule("B", """{"grade":"B"}""", "400")
            .Report("R1", "2026-01-09T18:29:59Z").Report("R2", "2026-01-09T18:30:00Z").Report("R3", "2026-01-31T06:00:00Z");
        desk.Margins().ShouldBe(["2026-01 C1 3 3000 750"]);

        desk.Provider("P1", "B", from: "2026-01-10", recorded: "2026-01-15T00:00:00Z");

        desk.Margins().ShouldBe(["2026-01 C1 3 3000 1050"]);
        desk.Driver.Table(MarginTables.ProviderPartial).Select(r => $"{r["rule_id"]} {r["reports"]} {r["cogs"]}").ShouldBe(["B 2 80000000000", "PR1 1 25000000000"]);
    }

    [Fact]
    public void A_provider_rule_of_its_own_takes_over_and_the_old_line_disappears()
    {
        var desk = MarginDesk.Usual().Reports(2);

        desk.ProviderRule("OWN", """{"provider_id":"P1"}""", "100.005");

        desk.Providers().ShouldBe(["2026-01 P1 INR 2 200.01"]);
        desk.Driver.Table(MarginTables.ProviderPartial).ShouldHaveSingleItem().Text("rule_id").ShouldBe("OWN");
    }

    [Fact]
    public void A_new_version_of_a_provider_rule_reprices()
    {
        var desk = MarginDesk.Usual().Reports(2).ProviderRule("PR1", fee: "260", recorded: "2025-07-01T00:00:00Z");
        desk.Margins().ShouldBe(["2026-01 C1 2 2000 520"]);

        desk.ProviderRule("PR1", fee: "999", recorded: "2025-06-15T00:00:00Z");
        desk.Margins().ShouldBe(["2026-01 C1 2 2000 520"]);
    }

    [Fact]
    public void Reference_data_of_others_leaves_the_rows_alone()
    {
        var desk = MarginDesk.Usual().Reports(2);
        var before = desk.Driver.Commits;

        desk.Client("C9").ClientRule("CR9", """ "tiers":[{"up_to":null,"unit_price":1}] """, "C9").Provider("P9");

        desk.Driver.Commits.ShouldBe(before + 3);
        desk.Margins().ShouldBe(["2026-01 C1 2 2000 500"]);
    }

    [Fact]
    public void Every_change_survives_a_restart_and_a_repricing_after_it()
    {
        var desk = MarginDesk.Usual().Reports(3).Report("R1", revision: 2, cancelled: true).Report("R2", images: 4).Report("R9", provider: "P9");
        var (margins, waiting, fingerprint) = (desk.Margins().ToList(), desk.Waiting().ToList(), desk.Fingerprint(2026, 1));

        desk.Driver.Restart(0);
        desk.Margins().ShouldBe(margins);
        desk.Waiting().ShouldBe(waiting);
        desk.Fingerprint(2026, 1).ShouldBe(fingerprint);

        desk.Provider("P9").ClientRule("CR1", """ "tiers":[{"up_to":null,"unit_price":10}],"recorded_at":"2025-07-01T00:00:00Z" """).Report("R2", revision: 2);
        desk.Margins().ShouldBe(["2026-01 C1 3 30 750"]);
        desk.Waiting().ShouldBeEmpty();
    }
}
