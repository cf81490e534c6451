using Sluice.Topology.Books;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>What a rerun says of why an account differs: held against all that the account was computed to before.</summary>
public sealed class RerunReasonTests : IDisposable
{
    private readonly BooksDesk _desk = new();
    private int _day = 1;

    public RerunReasonTests()
    {
        Append(MarginRecords.Provider("P1", "A", "2020-01-01", MarginDesk.Recorded));
        Fee("PR-CT", "CT", "100.335");
        Fee("PR-MR", "MR", "200");
        Client("C1");
        Report("R1", "C1", "CT");
        Report("R2", "C1", "CT");
        Report("R3", "C1", "MR");
        Close();
    }

    [Fact]
    public void What_a_later_close_added_counts_beside_what_was_stated_before()
    {
        CloseLater("C2", "R8", "R9");
        Why(DryRerun()).ShouldBeEmpty();

        Fee("PR-CT", "CT", "90.335");
        // 4 × 100.335 = 401.34, 4 × 90.335 = 361.34; nothing else has changed, the MR report of the first statement neither.
        Why(DryRerun()).ShouldBe(["P1 -40: PR-CT reports: 4 → 4 (-40)"]);
    }

    [Fact]
    public void A_statement_that_a_rerun_wrote_stands_for_all_before_it_and_later_closes_add_to_it()
    {
        CloseLater("C2", "R8");
        Fee("PR-CT", "CT", "110");
        Rerun();
        CloseLater("C3", "R9");
        Report("R10", "C1", "CT");

        Fee("PR-CT", "CT", "120");
        Why(DryRerun()).ShouldBe(["P1 +40: PR-CT reports: 4 → 4 (+40)"]);
        Why(DryRerun(late: true)).ShouldBe(["C1 +1000: CR-C1 tier 1: 3 × 1,000 → 4 × 1,000 (+1,000)", "P1 +160: PR-CT reports: 4 → 5 (+160)"]);
    }

    [Fact]
    public void What_was_credited_is_named_so_that_the_reasons_sum_to_the_difference()
    {
        Price("C1", "750");
        Rerun();
        Price("C1", "700");

        Why(DryRerun()).ShouldBe(["C1 -150: CR-C1 tier 1: 3 × 1,000 → 3 × 700 (-900); already credited (+750)"]);
    }

    [Fact]
    public void A_supplement_after_everything_was_credited_stands_alone()
    {
        Price("C1", "0");
        Rerun();
        Price("C1", "400");
        Rerun();
        Price("C1", "450");

        Why(DryRerun()).ShouldBe(["C1 +150: CR-C1 tier 1: 3 × 400 → 3 × 450 (+150)"]);
    }

    [Fact]
    public void Lines_of_one_name_are_told_with_the_units_of_each_price()
    {
        Terms("C1", """ "tiers":[{"up_to":null,"unit_price":1000}],"surcharges":{"ROUTINE":10,"STAT":25} """);
        Report("R4", "C1", "MR", "STAT");

        Why(DryRerun(late: true))[0].ShouldBe("C1 +1055: CR-C1 tier 1: 3 × 1,000 → 4 × 1,000 (+1,000); CR-C1 surcharge: none → 3 × 10 + 1 × 25 (+55)");
    }

    public void Dispose() => _desk.Dispose();

    /// <summary>The accounts that differ in the newest report, and why.</summary>
    private List<string> Why(string commandId)
    {
        var table = BooksTables.RerunReports;
        return [.. _desk.Rows(table)
            .Where(row => (string)row[0]! == commandId && (decimal)row[table.Ordinal("delta")]! != 0)
            .Select(row => $"{row[table.Ordinal("party_id")]} {row[table.Ordinal("delta")]:+0.##;-0.##}: {row[table.Ordinal("why")]}")];
    }

    private void Close() => _desk.Send("month-close", new { month = "2026-01" }).IsRefused.ShouldBeFalse();

    private void CloseLater(string client, params string[] reports)
    {
        Client(client);
        foreach (var report in reports)
        {
            Report(report, client, "CT");
        }

        Close();
    }

    private void Rerun() => Send(late: false, apply: true);

    private string DryRerun(bool late = false) => Send(late, apply: false);

    private string Send(bool late, bool apply)
    {
        var outcome = _desk.Send("rerun", new { months = new[] { "2026-01" }, pricing = "current", include_late = late, apply });
        outcome.IsRefused.ShouldBeFalse(outcome.Reason);
        return (string)_desk.Commands[^1][0]!;
    }

    private void Client(string id)
    {
        Append(MarginRecords.Client(id, "INR", MarginDesk.Recorded));
        Price(id, "1000");
    }

    private void Price(string client, string price) => Terms(client, $$""" "tiers":[{"up_to":null,"unit_price":{{price}}}] """);

    private void Terms(string client, string terms) => Append(MarginRecords.ClientRule($"CR-{client}", $$"""{{terms}},"recorded_at":"{{Recorded()}}" """, client));

    private void Fee(string rule, string modality, string fee) =>
        Append(MarginRecords.ProviderRule(rule, $$"""{"modality":"{{modality}}"}""", fee, "INR", "2020-01-01", Recorded()));

    /// <summary>Later than all before.</summary>
    private string Recorded() => $"2026-03-{_day++:00}T00:00:00Z";

    private void Report(string id, string client, string modality, string priority = "ROUTINE") =>
        Append(MarginRecords.Report(id, client, "P1", modality, priority, 10, "2026-01-15T06:00:00Z", 1, cancelled: false));

    private void Append(MarginRecord record) => _desk.Append(record);
}
