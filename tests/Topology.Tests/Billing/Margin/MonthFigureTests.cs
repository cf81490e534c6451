using Sluice.Topology.Billing.Margin;

namespace Sluice.Topology.Tests.Billing.Margin;

public class MonthFigureTests
{
    [Theory]
    [InlineData("2025-12-31T18:29:59.9999999Z", "2025-12")]
    [InlineData("2025-12-31T18:30:00Z", "2026-01")]
    [InlineData("2026-01-31T23:59:59+05:30", "2026-01")]
    [InlineData("2026-01-31T18:30:00Z", "2026-02")]
    [InlineData("2026-02-01T05:30:00+11:00", "2026-02")]
    [InlineData("2026-02-01T05:29:59+11:00", "2026-01")]
    public void A_report_belongs_to_the_month_of_its_date_in_kolkata(string at, string month) =>
        MarginDesk.Usual().Report("R1", at).Margins().ShouldBe([$"{month} C1 1 1000 250"]);

    [Fact]
    public void A_first_tiers_flat_fee_is_due_for_every_rule_that_won_a_day()
    {
        var desk = MarginDesk.Usual().Report("R1");

        // No MR report ever comes, yet the slot is won; the OLD rule lost its slot on every day.
        desk.ClientRule("MR", """ "modality":"MR","tiers":[{"up_to":null,"unit_price":1,"flat_fee":70}],"effective_from":"2026-01-31" """)
            .ClientRule("OLD", """ "modality":"MR","tiers":[{"up_to":null,"unit_price":1,"flat_fee":999}],"effective_from":"2026-01-31","recorded_at":"2025-05-01T00:00:00Z" """);

        desk.Margins().ShouldBe(["2026-01 C1 1 1070 250"]);
        desk.Report("R2", "2025-12-15T06:00:00Z").Margins().ShouldBe(["2025-12 C1 1 1000 250", "2026-01 C1 1 1070 250"]);
    }

    [Fact]
    public void A_subscription_is_prorated_by_the_days_won_in_months_with_a_report()
    {
        var desk = MarginDesk.Usual().ClientRule("SUB", """
            "modality":"MR","contract_type":"SUBSCRIPTION","flat_fee":3100,"included_reports":1,"tiers":[{"up_to":null,"unit_price":50}],"effective_from":"2026-01-22"
            """);
        desk.Margins().ShouldBeEmpty();

        desk.Report("R1").Margins().ShouldBe(["2026-01 C1 1 2000 250"]);
        desk.Report("R2", "2026-01-25T06:00:00Z", modality: "MR").Report("R3", "2026-01-25T06:00:00Z", modality: "MR").Margins().ShouldBe(["2026-01 C1 3 2050 750"]);
    }

    [Fact]
    public void Cogs_are_rounded_once_a_client_month_and_once_a_provider_rule()
    {
        // 3 × 0.335 = 1.005 → 1.01; rounding each report first would give 1.02, and each shard's half something else.
        var desk = new MarginDesk(shards: 4).Provider("P1").ProviderRule("PR1", fee: "0.335");
        foreach (var client in new[] { "C1", "C2", "C3" })
            desk.Client(client).ClientRule($"CR-{client}", """ "tiers":[{"up_to":null,"unit_price":1}] """, client).Report("R1", client: client);

        desk.Driver.Table(MarginTables.ProviderPartial).Select(r => r["shard"]).Distinct().Count().ShouldBeGreaterThan(1);
        desk.Providers().ShouldBe(["2026-01 P1 INR 3 1.01"]);
        desk.Margins().ShouldBe(["2026-01 C1 1 1 0.34", "2026-01 C2 1 1 0.34", "2026-01 C3 1 1 0.34"]);
    }

    [Fact]
    public void A_providers_rules_are_rounded_each_for_itself_and_then_added()
    {
        var desk = MarginDesk.Usual().ProviderRule("CT", """{"provider_id":"P1","modality":"CT"}""", "0.005").ProviderRule("MR", """{"provider_id":"P1","modality":"MR"}""", "0.005");

        desk.Report("R1").Report("R2", modality: "MR").Providers().ShouldBe(["2026-01 P1 INR 2 0.02"]);
        desk.Margins().ShouldBe(["2026-01 C1 2 2000 0.01"]);
    }

    [Fact]
    public void A_client_in_another_currency_has_no_inr_figures_until_there_is_a_rate()
    {
        var desk = new MarginDesk().Client("C1", "USD").ClientRule("CR1", """ "currency":"USD","tiers":[{"up_to":null,"unit_price":12.5}] """)
            .Provider("P1").ProviderRule("PR1").Report("R1");

        var row = desk.Driver.Table(MarginTables.MarginSummary).Single();
        (row.Amount("revenue"), row.Text("currency"), row.Amount("cogs_inr")).ShouldBe((12.5m, "USD", 250m));
        (row["revenue_inr"], row["margin_inr"], row["margin_pct"]).ShouldBe((null, null, null));
    }

    [Fact]
    public void Cogs_in_another_currency_leave_the_clients_inr_figures_empty()
    {
        var desk = MarginDesk.Usual().ProviderRule("USD", """{"modality":"MR"}""", "3.5", "USD").Report("R1").Report("R2", modality: "MR");

        desk.Margins().ShouldBe(["2026-01 C1 2 2000 –"]);
        desk.Providers().ShouldBe(["2026-01 P1 INR 1 250", "2026-01 P1 USD 1 3.5"]);
        desk.Driver.Table(MarginTables.ProviderSummary)[1]["cogs_inr"].ShouldBeNull();
        desk.Report("R2", modality: "MR", revision: 2, cancelled: true).Margins().ShouldBe(["2026-01 C1 1 1000 250"]);
    }

    [Fact]
    public void A_margin_at_zero_revenue_has_no_percentage()
    {
        var row = MarginDesk.Usual(""" "tiers":[{"up_to":null,"unit_price":0}] """).Report("R1").Driver.Table(MarginTables.MarginSummary).Single();

        (row.Amount("revenue_inr"), row.Amount("margin_inr"), row["margin_pct"]).ShouldBe((0m, -250m, null));
    }

    [Fact]
    public void A_percentage_is_rounded_half_away_from_zero()
    {
        // −1 of 800 = −0.125 %.
        var row = MarginDesk.Usual(""" "tiers":[{"up_to":null,"unit_price":800}] """).ProviderRule("PR1", fee: "801", recorded: "2025-07-01T00:00:00Z")
            .Report("R1").Driver.Table(MarginTables.MarginSummary).Single();

        row.Amount("margin_pct").ShouldBe(-0.13m);
    }

    [Fact]
    public void Huge_sums_are_exact_and_do_not_stop_the_step()
    {
        var desk = MarginDesk.Usual().ProviderRule("PR1", fee: "999999999999999", recorded: "2025-07-01T00:00:00Z");
        desk.Driver.PipeReference("provider_pricing_rules", "BIG", $$"""
            {"rule_id":"BIG","match":{"provider_id":"P1"},"fee":0.01,"currency":"INR","extra_images":{"over":0,"fee":99999999999999},"effective_from":"2020-01-01","recorded_at":"{{MarginDesk.Recorded}}"}
            """);
        for (var i = 1; i <= 1001; i++)
            desk.Report($"R{i}", images: 1_000_000);

        // 1,001 × (99,999,999,999,999 × 1,000,000 + 0.01)
        desk.Margins().ShouldBe(["2026-01 C1 1001 1001000 100099999999998999000010.01"]);
        desk.Providers().ShouldBe(["2026-01 P1 INR 1001 100099999999998999000010.01"]);
    }

    [Fact]
    public void A_percentage_beyond_any_number_is_null_and_the_stream_goes_on()
    {
        var desk = MarginDesk.Usual(""" "tiers":[{"up_to":null,"unit_price":0.01}] """)
            .ProviderRule("PR1", fee: "999999999999999", currency: "USD", recorded: "2025-07-01T00:00:00Z")
            .Rate("USD", "2026-01-15", "10000000000000")
            .Report("R1");

        var row = desk.Driver.Table(MarginTables.MarginSummary).ShouldHaveSingleItem();
        (row.Amount("revenue_inr"), row.Amount("cogs_inr"), row.Amount("margin_pct")).ShouldBe((0.01m, 9999999999999990000000000000m, null));
        desk.Report("R2", client: "C2").Waiting().ShouldBe(["R2 2026-01 pending"]);
    }
}
