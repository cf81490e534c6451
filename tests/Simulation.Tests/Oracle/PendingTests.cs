using Sluice.Oracle.Results;

namespace Sluice.Simulation.Tests.Oracle;

public sealed class PendingTests
{
    private const string Rule = """ "tiers":[{"up_to":null,"unit_price":1000}] """;

    [Fact]
    public void Unknown_client_waits() =>
        ReasonOf(new Desk().Provider("P-1").ProviderRule("PR-1").ClientRule("CR-1", Rule))
            .ShouldBe(PendingReasons.UnknownClient);

    [Fact]
    public void Unknown_provider_waits() =>
        ReasonOf(new Desk().Client("C-1").ProviderRule("PR-1").ClientRule("CR-1", Rule))
            .ShouldBe(PendingReasons.UnknownProvider);

    [Fact]
    public void Provider_not_yet_in_effect_waits() =>
        ReasonOf(new Desk().Client("C-1").Provider("P-1", from: "2026-01-16").ProviderRule("PR-1").ClientRule("CR-1", Rule))
            .ShouldBe(PendingReasons.UnknownProvider);

    [Fact]
    public void No_client_rule_in_effect_waits() =>
        ReasonOf(Desk.Usual($""" {Rule},"effective_to":"2026-01-14" """)).ShouldBe(PendingReasons.NoClientRule);

    [Fact]
    public void No_client_rule_for_the_modality_waits() =>
        ReasonOf(Desk.Usual($""" "modality":"MR",{Rule} """)).ShouldBe(PendingReasons.NoClientRule);

    [Fact]
    public void No_provider_rule_waits() =>
        ReasonOf(new Desk().Client("C-1").Provider("P-1").ProviderRule("PR-1", """{"grade":"B"}""").ClientRule("CR-1", Rule))
            .ShouldBe(PendingReasons.NoProviderRule);

    [Fact]
    public void Client_rule_in_another_currency_waits_even_beside_one_that_fits() =>
        ReasonOf(Desk.Usual().ClientRule("CR-2", $""" "modality":"CT","currency":"USD",{Rule} """))
            .ShouldBe(PendingReasons.ClientRuleCurrency);

    [Fact]
    public void Every_reason_is_named() =>
        ReasonOf(new Desk()).ShouldBe(PendingReasons.UnknownClient | PendingReasons.UnknownProvider);

    [Fact]
    public void Waiting_report_counts_in_the_fingerprint_and_in_no_total()
    {
        var books = Desk.Usual().Report("R-1").Report("R-2", provider: "P-9").Books();

        books.Margins.ShouldHaveSingleItem().Reports.ShouldBe(1);
        books.Providers.ShouldHaveSingleItem().Reports.ShouldBe(1);
        books.Fingerprints.ShouldHaveSingleItem().Reports.ShouldBe(2);
    }

    private static PendingReasons ReasonOf(Desk desk)
    {
        var books = desk.Report("R-1").Books();

        books.Margins.ShouldBeEmpty();
        books.Providers.ShouldBeEmpty();
        books.Rejected.ShouldBeEmpty();
        var row = books.Pending.ShouldHaveSingleItem();
        (row.Owner, row.RecordId, row.Month, row.Kind).ShouldBe(("C-1", "R-1", "2026-01", PendingKind.Pending));
        return row.Reasons;
    }
}
