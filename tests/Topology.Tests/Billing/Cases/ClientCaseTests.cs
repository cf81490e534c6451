using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Tests.Billing.Cases.Tables;

namespace Sluice.Topology.Tests.Billing.Cases;

/// <summary>What clients pay: every row of these files against the engine's lines and its live margin.</summary>
public class ClientCaseTests
{
    private static readonly string[] s_files = ["per-report.md", "subscription.md", "minimum-guarantee.md", "months.md", "holds.md"];

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var file in s_files)
        {
            foreach (var row in CaseFile.Open(file).Cases)
                cases.Add(file, row["case"]);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_lines_of_the_document_are_those_worked_out_by_hand(string file, string name)
    {
        var stated = Read(file, name);
        stated.Lines.Sum(line => line.Amount).ShouldBe(stated.Total, "the row's own lines");

        var (lines, total) = CaseDocument.Of(stated);

        lines.Select(line => line.Text).ShouldBe(stated.Lines.Select(line => line.Text));
        total.ShouldBe(stated.Total);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_live_margin_comes_to_the_same_in_every_order_of_arrival(string file, string name)
    {
        var stated = Read(file, name);
        foreach (var driver in stated.Books.EveryOrder())
        {
            var waiting = driver.Table(MarginTables.PendingRecords);
            waiting.Count(row => row.Text("kind") == "pending").ShouldBe(stated.Waiting, "reports waiting");
            waiting.Where(row => row.Text("kind") != "pending").Select(row => (row.Text("kind"), row.Text("record_id"), row.Text("reason")))
                .ShouldBe(stated.Held.Select(held => ((string?)"held", (string?)held.Key, (string?)held.Value)), ignoreOrder: true);
            var rows = driver.Table(MarginTables.MarginSummary).Where(row => row.Text("month") == stated.Month.ToString());

            // An open month without a billable report has no row, whatever fees fall due at its close.
            var billable = stated.ReportsOfMonth - waiting.Count(row => row.Text("month") == stated.Month.ToString());
            rows.Select(row => (row.Number("reports"), row.Amount("revenue"), row.Text("currency")))
                .ShouldBe(billable == 0 ? [] : [(billable, stated.Total, stated.Currency)]);
        }
    }

    private static ClientCase Read(string file, string name)
    {
        var cases = CaseFile.Open(file);
        return new(cases, cases.Case(name));
    }
}
