using System.Globalization;
using Sluice.Oracle;
using Sluice.Oracle.Results;

namespace Sluice.Simulation.Tests.Oracle;

/// <summary>Books with the rules as they were known at an instant.</summary>
public sealed class AsOfTests
{
    [Theory]
    [InlineData("2025-12-31T23:59:59.9999999Z", 1_000)]
    [InlineData("2026-01-01T00:00:00Z", 900)]
    [InlineData("2026-01-01T05:30:00+05:30", 900)]
    [InlineData("2026-02-28T00:00:00Z", 900)]
    [InlineData("2026-03-01T00:00:00Z", 800)]
    [InlineData(null, 800)]
    public void Client_rule_has_the_version_recorded_at_or_before_the_instant(string? asOf, int revenue)
    {
        var desk = Desk.Usual().ClientRule("CR-1", Price(800, "2026-03-01")).ClientRule("CR-1", Price(900, "2026-01-01"));

        Books(desk.Report("R-1"), asOf).Margins.ShouldHaveSingleItem().Revenue.ShouldBe(revenue);
    }

    [Theory]
    [InlineData("2025-12-31T23:59:59Z", 250)]
    [InlineData("2026-01-01T00:00:00Z", 300)]
    public void Provider_rule_has_the_version_recorded_at_or_before_the_instant(string asOf, int cogs)
    {
        var desk = Desk.Usual().ProviderRule("PR-1", fee: 300, recorded: "2026-01-01T00:00:00Z");

        Books(desk.Report("R-1"), asOf).Margins.ShouldHaveSingleItem().CogsInr.ShouldBe(cogs);
    }

    [Fact]
    public void Later_version_does_not_hide_an_earlier_one_of_another_slot()
    {
        // As of February the rule still stands for all modalities; today it stands for MR alone.
        var desk = Desk.Usual().ClientRule("CR-1", Price(500, "2026-02-01") + ""","modality":"MR" """).Report("R-1");

        Books(desk, "2026-01-31T00:00:00Z").Margins.ShouldHaveSingleItem().Revenue.ShouldBe(1_000);
        desk.Books().Pending.ShouldHaveSingleItem().Reasons.ShouldBe(PendingReasons.NoClientRule);
    }

    [Fact]
    public void Rule_recorded_later_is_unknown()
    {
        var books = Books(Desk.Usual().Report("R-1"), "2025-05-31T23:59:59Z");

        books.Margins.ShouldBeEmpty();
        books.Pending.ShouldHaveSingleItem().Reasons.ShouldBe(PendingReasons.NoClientRule | PendingReasons.NoProviderRule);
    }

    [Fact]
    public void Limits_are_those_of_the_version()
    {
        var desk = Desk.Usual().ClientRule("CR-1", Price(1_000, "2026-02-01") + ""","limits":{"max_reports_per_day":1} """).Reports(2);

        Books(desk, "2026-01-31T00:00:00Z").Pending.ShouldBeEmpty();
        Books(desk, "2026-02-01T00:00:00Z").Pending.ShouldHaveSingleItem().Kind.ShouldBe(PendingKind.Held);
    }

    [Fact]
    public void All_but_the_rules_is_as_it_is_known_today()
    {
        // Client, provider and rate are recorded in 2026; only the rules are older than the instant.
        var desk = new Desk().Client("C-1", "USD", "2026-03-01T00:00:00Z").Provider("P-1", recorded: "2026-03-01T00:00:00Z")
            .ProviderRule("PR-1").ClientRule("CR-1", Price(10, "2025-06-01") + ""","currency":"USD" """)
            .Rate("USD", "2026-01-31", 80, "2026-03-01T00:00:00Z").Report("R-1");

        Books(desk, "2025-06-01T00:00:00Z").Margins.ShouldHaveSingleItem().RevenueInr.ShouldBe(800);
    }

    [Fact]
    public void Faulty_rule_is_rejected_whenever_it_was_recorded()
    {
        var desk = Desk.Usual().ClientRule("CR-2", Price(-1, "2026-02-01")).Report("R-1");

        Books(desk, "2026-01-31T00:00:00Z").Rejected.ShouldHaveSingleItem();
    }

    private static string Price(int price, string recorded) =>
        $$""" "tiers":[{"up_to":null,"unit_price":{{price}}}],"recorded_at":"{{recorded}}T00:00:00Z" """;

    private static MarginBooks Books(Desk desk, string? asOf) => desk.Books(new OracleOptions
    {
        AsOf = asOf is null ? null : DateTimeOffset.Parse(asOf, CultureInfo.InvariantCulture),
    });
}
