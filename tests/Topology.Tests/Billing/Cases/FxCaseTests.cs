using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Tests.Billing.Cases.Tables;

namespace Sluice.Topology.Tests.Billing.Cases;

/// <summary>What exchange rates make of a month: every row of their file against the engine's live figures.</summary>
public class FxCaseTests
{
    private const string File = "fx.md";

    public static TheoryData<string> Cases() => [.. CaseFile.Open(File).Cases.Select(row => row["case"])];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rows_figures_follow_from_each_other(string name)
    {
        var stated = Read(name);
        stated.MarginInr.ShouldBe(stated.RevenueInr - stated.CogsInr);
        (stated.MarginPercent is null).ShouldBe(stated.MarginInr is null || stated.RevenueInr == 0m);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_clients_month_in_rupees_is_the_one_worked_out_by_hand(string name)
    {
        var stated = Read(name);
        foreach (var driver in stated.Books.EveryOrder())
        {
            driver.Table(MarginTables.PendingRecords).Count.ShouldBe(stated.Waiting, "reports waiting");
            var row = driver.Table(MarginTables.MarginSummary).ShouldHaveSingleItem();
            (row.Text("month"), row.Text("currency"), row.Amount("revenue")).ShouldBe((stated.Month.ToString(), stated.Currency, stated.Revenue));
            row.Amount("revenue_inr").ShouldBe(stated.RevenueInr, "revenue_inr");
            row.Amount("cogs_inr").ShouldBe(stated.CogsInr, "cogs_inr");
            row.Amount("margin_inr").ShouldBe(stated.MarginInr, "margin_inr");
            row.Amount("margin_pct").ShouldBe(stated.MarginPercent, "margin_pct");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_providers_month_in_rupees_takes_the_month_end_rate(string name)
    {
        var stated = Read(name);
        foreach (var driver in stated.Books.EveryOrder())
        {
            driver.Table(MarginTables.ProviderSummary)
                .Select(row => (row.Text("provider_id")!, row.Text("currency")!, row.Amount("cogs_inr")))
                .ShouldBe(stated.Providers, ignoreOrder: true);
        }
    }

    private static FxCase Read(string name)
    {
        var cases = CaseFile.Open(File);
        return new(cases, cases.Case(name));
    }
}
