namespace Sluice.Topology.Tests.Billing.Margin;

public class PendingTests
{
    private const string Rule = """ "tiers":[{"up_to":null,"unit_price":1000}] """;
    private static readonly string[] s_priced = ["2026-01 C1 1 1000 250"];

    [Theory]
    [InlineData("client", "client C1 is unknown")]
    [InlineData("client rule", "no client rule in effect on 2026-01-15 for client C1, modality CT")]
    [InlineData("provider", "provider P1 is unknown")]
    [InlineData("provider rule", "no provider rule in effect on 2026-01-15 for provider P1 (grade A, seniority senior), modality CT, priority ROUTINE")]
    public void A_report_waits_for_what_is_missing_and_is_priced_when_it_arrives(string missing, string reason)
    {
        var desk = new MarginDesk();
        foreach (var part in s_parts.Keys.Where(p => p != missing))
            s_parts[part](desk);
        desk.Report("R1");

        desk.Margins().ShouldBeEmpty();
        desk.Providers().ShouldBeEmpty();
        desk.Waiting().ShouldBe(["R1 2026-01 pending"]);
        desk.Reason().ShouldBe(reason);

        s_parts[missing](desk);
        desk.Margins().ShouldBe(s_priced);
        desk.Waiting().ShouldBeEmpty();
    }

    [Fact]
    public void A_cost_beyond_what_a_report_may_cost_waits_however_late_its_rule_comes()
    {
        const string absurd = """{},"extra_images":{"over":0,"fee":999999999999999}""";
        var desk = MarginDesk.Usual().Report("R1", images: 2_000_000_000).Report("R2");
        desk.ProviderRule("PR1", absurd, recorded: "2026-02-01T00:00:00Z");

        desk.Margins().ShouldBe(["2026-01 C1 1 1000 10000000000000240"]);
        desk.Waiting().ShouldBe(["R1 2026-01 pending"]);
        desk.Reason().ShouldBe("its cost under rule PR1 exceeds 100000000000000000000 INR, the most a report may cost");
    }

    [Fact]
    public void Reference_data_may_come_in_any_order_before_or_after_the_report()
    {
        foreach (var order in Permutations(["report", .. s_parts.Keys]))
        {
            var desk = new MarginDesk();
            foreach (var part in order)
                _ = part == "report" ? desk.Report("R1") : s_parts[part](desk);

            desk.Margins().ShouldBe(s_priced, string.Join(" < ", order));
            desk.Waiting().ShouldBeEmpty();
        }
    }

    [Fact]
    public void The_reason_names_both_sides_and_changes_with_what_arrives()
    {
        var desk = new MarginDesk().Report("R1");
        desk.Reason().ShouldBe("client C1 is unknown; provider P1 is unknown");

        desk.Client("C1").Reason().ShouldBe("no client rule in effect on 2026-01-15 for client C1, modality CT; provider P1 is unknown");
        desk.Provider("P1", from: "2026-02-01").Reason().ShouldEndWith("provider P1 is not in effect on 2026-01-15: its first version is of a later date");
    }

    [Fact]
    public void A_rule_in_another_currency_than_the_clients_prices_nothing_and_charges_no_fee()
    {
        var desk = MarginDesk.Usual().Report("R1").ClientRule("USD", """ "modality":"MR","currency":"USD","flat_fee":500,"contract_type":"SUBSCRIPTION","included_reports":1,"tiers":[{"up_to":null,"unit_price":9}] """);
        desk.Margins().ShouldBe(s_priced);

        desk.Report("R2", modality: "MR").Reason().ShouldBe("rule USD is in USD, but client C1 is billed in INR");
        desk.Margins().ShouldBe(s_priced);
        desk.Client("C1", "USD", "2025-06-02T00:00:00Z");
        desk.Waiting().ShouldBe(["R1 2026-01 pending"]);
        desk.Margins().ShouldBe(["2026-01 C1 1 – 250"]);
    }

    [Fact]
    public void A_report_that_loses_its_price_waits_again()
    {
        var desk = MarginDesk.Usual().Report("R1");
        desk.ClientRule("CR1", Rule + ""","effective_to":"2026-01-14","recorded_at":"2025-07-01T00:00:00Z" """);

        desk.Margins().ShouldBeEmpty();
        desk.Waiting().ShouldBe(["R1 2026-01 pending"]);
        desk.ProviderRule("PR1", fee: "300", recorded: "2025-07-01T00:00:00Z").ClientRule("CR1", Rule + ""","recorded_at":"2025-08-01T00:00:00Z" """);
        desk.Margins().ShouldBe(["2026-01 C1 1 1000 300"]);
    }

    [Fact]
    public void A_cancellation_or_conflict_takes_a_waiting_report_off_the_board()
    {
        var desk = new MarginDesk().Report("R1").Report("R2").Report("R1", revision: 2, cancelled: true);
        desk.Waiting().ShouldBe(["R2 2026-01 pending"]);

        desk.Report("R2", images: 9).Waiting().ShouldBe(["R2 2026-01 conflict", "R2 2026-01 conflict"]);
        desk.Report("R2", revision: 2).Waiting().ShouldBe(["R2 2026-01 pending"]);
        desk.Fingerprint(2026, 1).ShouldNotBe(UInt128.Zero, "a waiting report is an accepted one");
    }

    private static readonly Dictionary<string, Func<MarginDesk, MarginDesk>> s_parts = new()
    {
        ["client"] = static desk => desk.Client("C1"),
        ["client rule"] = static desk => desk.ClientRule("CR1", Rule),
        ["provider"] = static desk => desk.Provider("P1"),
        ["provider rule"] = static desk => desk.ProviderRule("PR1"),
    };

    private static IEnumerable<string[]> Permutations(string[] parts) => parts.Length <= 1
        ? [parts]
        : parts.SelectMany(first => Permutations([.. parts.Where(p => p != first)]).Select(rest => (string[])[first, .. rest]));
}
