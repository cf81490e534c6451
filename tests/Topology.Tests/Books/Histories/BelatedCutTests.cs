using Sluice.Engine.Control;
using Sluice.Engine.State;
using Sluice.Topology.Books;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>Commands that come when more is booked than they can see.</summary>
public sealed class BelatedCutTests : IDisposable
{
    private const string January = "2026-01";
    private const string Later = "2026-03-01T00:00:00Z";

    private readonly BooksDesk _desk = new();
    private readonly Positions _early;

    public BelatedCutTests()
    {
        foreach (var client in new[] { "C1", "C2" })
        {
            Append(MarginRecords.Client(client, "INR", MarginDesk.Recorded));
            Append(MarginRecords.ClientRule($"CR-{client}", """ "tiers":[{"up_to":null,"unit_price":1000}] """, client));
        }

        Append(MarginRecords.Provider("P1", "A", "2020-01-01", MarginDesk.Recorded));
        Append(MarginRecords.ProviderRule("PR1", "{}", "100", "INR", "2020-01-01", MarginDesk.Recorded));
        Report("R1", "C1");
        _early = _desk.Cut();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_rerun_that_sees_fewer_records_than_are_booked_is_refused_dry_or_not(bool late, bool apply)
    {
        Report("R2", "C1");
        Close();
        var before = Booked();

        var refused = Rerun(_early, late, apply);

        refused.IsRefused.ShouldBeTrue();
        refused.Reason.ShouldBe(
            $"2026-01 cannot be recomputed: client C1 is booked up to offset 2 of reports/{BooksDesk.ShardOf("C1")}, by cmd-1, "
            + "and the cut of this command lies before that, at 1; send it again");
        Booked().ShouldBe(before);
        Rerun(_early, late, apply).Reason.ShouldBe(refused.Reason, "whoever decides it comes to the same");
        Rerun(_desk.Cut(), late, apply).Reason.ShouldContain("no difference");
    }

    [Fact]
    public void A_rerun_that_sees_older_prices_than_are_booked_is_refused()
    {
        Close();
        Append(MarginRecords.ClientRule("CR-C1", $$""" "tiers":[{"up_to":null,"unit_price":900}],"recorded_at":"{{Later}}" """, "C1"));
        Rerun(_desk.Cut(), late: false, apply: true).Reason.ShouldContain("1 account differs");
        _desk.Rows(BooksTables.CreditNotes).Count.ShouldBe(1);

        Rerun(_early, late: false, apply: true).Reason.ShouldContain("client C1 is booked up to offset 3 of client_pricing_rules/0, by cmd-2");

        _desk.Rows(BooksTables.Invoices).ShouldNotContain(row => ((string)row[0]!).StartsWith("SUP", StringComparison.Ordinal), "what was credited is not charged again");
    }

    [Fact]
    public void A_rerun_of_a_client_knows_all_that_it_needs_though_others_are_booked_from_more()
    {
        Close("C1");
        var between = _desk.Cut();
        Report("R3", "C2");
        Close("C2");

        Rerun(between, late: true, apply: true, clients: ["C1"]).Reason.ShouldContain("no difference");
        Rerun(between, late: true, apply: true, clients: ["C1", "C2"]).Reason.ShouldContain("client C2 is booked up to offset");
        Rerun(between, late: true, apply: true).Reason.ShouldContain("client C2 is booked up to offset");
    }

    [Fact]
    public void What_a_rerun_of_providers_alone_has_booked_is_not_taken_back_by_one_that_sees_less()
    {
        Close();
        Append(MarginRecords.ProviderRule("PR1", "{}", "90", "INR", "2020-01-01", Later));
        Rerun(_desk.Cut(), late: false, apply: true, providers: ["P1"]).Reason.ShouldContain("1 account differs");

        Rerun(_early, late: false, apply: true).Reason.ShouldContain("provider P1 is booked up to offset 2 of provider_pricing_rules/0, by cmd-2");
        Rerun(_early, late: false, apply: true, clients: ["C1"]).Reason.ShouldContain("no difference", customMessage: "of clients nothing more is booked");
    }

    [Fact]
    public void A_late_rerun_without_difference_moves_nothing_and_refuses_nothing()
    {
        Close();
        Report("R9", "C2", month: "2026-02");
        Rerun(_desk.Cut(), late: true, apply: true).Reason.ShouldContain("no difference");

        Rerun(_early, late: true, apply: true).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public void A_close_below_what_others_have_booked_is_refused_only_where_it_would_issue_the_statements()
    {
        Append(MarginRecords.Client("C3", "INR", MarginDesk.Recorded));
        var three = _desk.Cut();
        Report("R4", "C1");
        Close("C1");

        _desk.Send("month-close", new { month = January, clients = new[] { "C3" } }, three).IsRefused.ShouldBeFalse();
        var last = _desk.Send("month-close", new { month = January, clients = new[] { "C2" } }, three);

        last.IsRefused.ShouldBeTrue();
        last.Reason.ShouldStartWith("2026-01 cannot be closed: it would issue the statements of all clients, but client C1 is booked up to offset 2 of reports/");
        Close("C2").IsRefused.ShouldBeFalse();
        _desk.Rows(BooksTables.Invoices).ShouldContain(row => (string)row[0]! == "PAY-2601-000001" && (decimal)row[6]! == 200m);
    }

    public void Dispose() => _desk.Dispose();

    private CommandOutcome Close(params string[] clients) =>
        _desk.Send("month-close", clients.Length == 0 ? new { month = January } : new { month = January, clients });

    private CommandOutcome Rerun(Positions cut, bool late, bool apply, string[]? clients = null, string[]? providers = null) => _desk.Send(
        "rerun",
        new { months = new[] { January }, clients = clients ?? [], providers = providers ?? [], pricing = "current", include_late = late, apply },
        cut);

    private IReadOnlyList<string> Booked() => new BooksLaws(_desk).Documents;

    private void Report(string id, string client, string month = January) =>
        Append(MarginRecords.Report(id, client, "P1", "CT", "ROUTINE", 10, $"{month}-15T06:00:00Z", 1, cancelled: false));

    private void Append(MarginRecord record) => _desk.Append(record);
}
