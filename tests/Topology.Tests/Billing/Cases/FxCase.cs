using Sluice.Topology.Money;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Cases.Arithmetic;
using Sluice.Topology.Tests.Billing.Cases.Tables;
using Sluice.Topology.Tests.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Cases;

/// <summary>A row that says what exchange rates make of a client's month; figures in INR are null where a rate is missing.</summary>
internal sealed class FxCase
{
    private const string Zone = "Asia/Kolkata";
    private const int InrDigits = 2;

    public FxCase(CaseFile file, TableRow row)
    {
        Month = BusinessMonth.Parse(row["month"]);
        List<CaseReport> reports = [];
        foreach (var part in row.List("reports"))
            reports.AddRange(ReportText.Parse(part, Month, Zone, reports.Count + 1));
        Books = new(Zone,
        [
            Client(row["client"], row["policy"]),
            MarginRecords.Provider("P1", "A", "2000-01-01", MarginDesk.Recorded),
            .. Names(row, "rules").Select(name => RuleText.Message(file.Row("rule", name))),
            .. Names(row, "pay rules").Select(name => PayRuleText.Message(file.Row("pay rule", name))),
            .. Names(row, "rates").Select(name => Rate(file.Row("rate", name))),
        ],
        reports);
        Currency = row["client"];
        Revenue = Working.Of(row["revenue"], Currencies.MinorUnits(Currency)).Amount;
        RevenueInr = Figure(row["revenue in INR"]);
        CogsInr = Figure(row["COGS in INR"]);
        MarginInr = Figure(row["margin in INR"]);
        MarginPercent = Figure(row["margin %"]);
        Providers = [.. row.List("providers in INR").Select(text => text.Split(' ', 3)).Select(part => (part[0], part[1], Figure(part[2])))];
        Waiting = (int)Formula.Number(row["waiting"]);
    }

    public BusinessMonth Month { get; }

    public CaseBooks Books { get; }

    /// <summary>The client's.</summary>
    public string Currency { get; }

    /// <summary>In the client's currency.</summary>
    public decimal Revenue { get; }

    public decimal? RevenueInr { get; }

    public decimal? CogsInr { get; }

    public decimal? MarginInr { get; }

    public decimal? MarginPercent { get; }

    public IReadOnlyList<(string Provider, string Currency, decimal? CogsInr)> Providers { get; }

    public int Waiting { get; }

    private static decimal? Figure(string text) => text == "null" ? null : Working.Of(text, InrDigits).Amount;

    private static string[] Names(TableRow row, string column) => row.Optional(column)?.Split(", ") ?? [];

    private static MarginRecord Client(string currency, string policy) => new(ReferenceTopics.Clients, CaseBooks.Client, RuleText.Json(
    [
        RuleText.Text("client_id", CaseBooks.Client), RuleText.Text("name", "N"), RuleText.Text("currency", currency),
        RuleText.Text("contract_start", "2000-01-01"), RuleText.Text("fx_policy", policy), RuleText.Text("recorded_at", MarginDesk.Recorded),
    ]));

    private static MarginRecord Rate(TableRow row) => new(ReferenceTopics.FxRates, row["base"], RuleText.Json(
    [
        RuleText.Text("base", row["base"]), RuleText.Text("quote", "INR"), RuleText.Text("date", row["date"]),
        RuleText.Figure("rate", row["worth"]), RuleText.Text("source", "bank"), RuleText.Text("recorded_at", RuleText.Recorded(row)),
    ]));
}
