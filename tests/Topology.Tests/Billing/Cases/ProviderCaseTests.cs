using Sluice.Engine.Testing.Driving;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Cases.Arithmetic;
using Sluice.Topology.Tests.Billing.Cases.Tables;

namespace Sluice.Topology.Tests.Billing.Cases;

/// <summary>What providers are paid: every row of their file against the engine's live sums.</summary>
public class ProviderCaseTests
{
    private const string File = "providers.md";

    public static TheoryData<string> Cases() => [.. CaseFile.Open(File).Cases.Select(row => row["case"])];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_providers_month_is_paid_as_worked_out_by_hand(string name)
    {
        var stated = Read(name);
        stated.Totals.ShouldBe(
            stated.Lines.GroupBy(line => (line.Provider, line.Currency)).Select(lines => (lines.Key.Provider, lines.Key.Currency, lines.Sum(line => line.Worked.Amount))),
            ignoreOrder: true,
            "the row's own lines");

        foreach (var driver in stated.Books.EveryOrder())
        {
            driver.Table(MarginTables.PendingRecords).Count.ShouldBe(stated.Waiting, "reports waiting");
            Sums(driver, stated).ShouldBe(stated.Lines.Select(line => (line.Provider, line.RuleId, line.Currency, line.Reports, line.Worked.Exact)), ignoreOrder: true);
            driver.Table(MarginTables.ProviderSummary)
                .Select(row => (row.Text("provider_id")!, row.Text("currency")!, row.Amount("cogs")!.Value))
                .ShouldBe(stated.Totals, ignoreOrder: true);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_clients_cogs_are_the_unrounded_sum_rounded_once(string name)
    {
        var stated = Read(name);
        foreach (var driver in stated.Books.EveryOrder())
        {
            driver.Table(MarginTables.MarginSummary).Select(row => row.Amount("cogs_inr"))
                .ShouldBe(stated.Lines.Count == 0 ? [] : [stated.ClientCogs?.Amount]);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_clients_cogs_are_stated_for_the_same_reports_as_the_providers(string name)
    {
        var stated = Read(name);
        if (stated.ClientCogs is { } cogs)
            cogs.Exact.ShouldBe(stated.Lines.Aggregate(Rational.Of(0m), (sum, line) => sum + line.Worked.Exact));
        else
            stated.Lines.All(line => line.Currency == "INR").ShouldBe(stated.Lines.Count == 0);
    }

    /// <summary>What the shards know of each rule's month, unrounded.</summary>
    private static IEnumerable<(string Provider, string RuleId, string Currency, long Reports, Rational Exact)> Sums(
        TopologyTestDriver<PriceBook> driver, ProviderCase stated) =>
        driver.Table(MarginTables.ProviderPartial).Where(row => row.Number("reports") > 0).Select(row =>
        {
            row.Text("month").ShouldBe(stated.Month.ToString());
            var cogs = (Int128)row["cogs"]!;
            return (row.Text("provider_id")!, row.Text("rule_id")!, row.Text("currency")!, row.Number("reports"), Rational.Of((decimal)cogs / 100_000_000m));
        });

    private static ProviderCase Read(string name)
    {
        var cases = CaseFile.Open(File);
        return new(cases, cases.Case(name));
    }
}
