using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Sheets;

/// <summary>What providers are told of a month.</summary>
public class StatementTests
{
    private static readonly MarginRecord[] s_more =
    [
        MarginRecords.Client("C2", "INR", MarginDesk.Recorded),
        Shadows.PerReport("10"),
        Shadows.PerReport("10", "C2", "CR2"),
        MarginRecords.Provider("P2", "B", "2020-01-01", MarginDesk.Recorded),
        MarginRecords.ProviderRule("PR1", "{}", "0.335", "INR", "2020-01-01", "2025-06-02T00:00:00Z"),
        MarginRecords.ProviderRule("PR2", """{"provider_id":"P1"}""", "0.115", "USD", "2026-01-20", MarginDesk.Recorded),
        MarginRecords.ProviderRule("PR0", """{"provider_id":"P1","priority":"STAT"}""", "4", "INR", "2020-01-01", MarginDesk.Recorded),
        MarginRecords.Rate("USD", "2026-01-31", "83.5"),
    ];

    [Fact]
    public void A_rule_is_a_line_added_over_clients_and_shards_and_rounded_once()
    {
        var book = Shadows.UsualBook(s_more);
        var one = Shadows.Fed([.. Shadows.Reports(2), Shadows.Report("D1", at: "2026-01-25T06:00:00Z")], book).Sheet();
        var other = Shadows.Fed(
            [.. Shadows.Reports(1, "C2"), Stat("C2"), Shadows.Report("D2", client: "C2", at: "2026-01-25T06:00:00Z"), Shadows.Report("E", client: "C2", provider: "P2")],
            book,
            shard: 0).Sheet();

        var statements = Statements.Of(Shadows.January, one.Clients.Concat(other.Clients), book, Shadows.Settings);

        // 3 × 0.335 = 1.005; 2 × 0.115 = 0.23, × 83.5 = 19.205.
        statements.Select(s => FormattableString.Invariant($"{s.ProviderId} {s.Currency} {s.Reports} {s.Total:0.00} {s.FxRate} {s.TotalInr:0.00}"))
            .ShouldBe(["P1 INR 4 5.01 1 5.01", "P1 USD 2 0.23 83.5 19.21", "P2 INR 1 0.34 1 0.34"]);
        Shadows.Shown(statements[0].Lines).ShouldBe(["PR0 reports  1  4", "PR1 reports  3  1.01"]);
        statements[0].Lines.Select(line => line.Description).ShouldBe(["1 report under rule PR0", "3 reports under rule PR1"]);
        statements[0].Lines[1].RuleRecordedAt.ShouldBe(DateTimeOffset.Parse("2025-06-02T00:00:00Z"));
        statements[2].Record.Grade.ShouldBe("B");
    }

    [Fact]
    public void Without_a_rate_the_total_in_the_base_currency_is_missing()
    {
        var book = Shadows.UsualBook([.. s_more.Where(record => record.Topic != "fx_rates")]);
        var sheet = Shadows.Fed([Shadows.Report("D1", at: "2026-01-25T06:00:00Z")], book).Sheet();

        var statement = Statements.Of(Shadows.January, sheet.Clients, book, Shadows.Settings).ShouldHaveSingleItem();

        (statement.Total, statement.FxRate, statement.TotalInr).ShouldBe((0.12m, null, null));
    }

    [Fact]
    public void No_reports_no_statements() =>
        Statements.Of(Shadows.January, [], Shadows.UsualBook(), Shadows.Settings).ShouldBeEmpty();

    private static MarginRecord Stat(string client) => MarginRecords.Report("S", client, "P1", "CT", "STAT", 1, "2026-01-15T06:00:00Z", 1, false);
}
