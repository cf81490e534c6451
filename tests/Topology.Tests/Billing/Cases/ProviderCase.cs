using System.Text.RegularExpressions;
using Sluice.Topology.Money;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Cases.Arithmetic;
using Sluice.Topology.Tests.Billing.Cases.Tables;
using Sluice.Topology.Tests.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Cases;

/// <summary>A provider's line of a month under one rule.</summary>
/// <param name="Worked">The unrounded sum and what it rounds to.</param>
internal sealed record PayLine(string Provider, string RuleId, string Currency, long Reports, Working Worked);

/// <summary>A row that says what providers are paid for a month.</summary>
internal sealed partial class ProviderCase
{
    private const string Zone = "Asia/Kolkata";

    public ProviderCase(CaseFile file, TableRow row)
    {
        Month = BusinessMonth.Parse(row["month"]);
        List<CaseReport> reports = [];
        foreach (var part in row.List("reports"))
            reports.AddRange(ReportText.Parse(part, Month, Zone, reports.Count + 1));
        var rules = row["pay rules"].Split(", ").Select(name => file.Row("pay rule", name)).ToList();
        Books = new(Zone,
        [
            MarginRecords.Client(CaseBooks.Client, "INR", MarginDesk.Recorded),
            MarginRecords.ClientRule("CR", """ "tiers":[{"up_to":null,"unit_price":1000}],"effective_from":"2000-01-01" """, CaseBooks.Client),
            .. row["providers"].Split(", ").Select(name => PayRuleText.Provider(file.Row("provider", name))),
            .. rules.Select(PayRuleText.Message),
        ],
        reports);

        // Of a rule's recordings the last one listed is the one that counts.
        var currencies = rules.GroupBy(rule => RuleText.RuleId(rule["pay rule"]), StringComparer.Ordinal)
            .ToDictionary(rule => rule.Key, rule => rule.Last()["currency"], StringComparer.Ordinal);
        Lines = [.. row.List("lines").Select(line => Read(line, currencies))];
        Totals = [.. row.List("totals").Select(total => total.Split(' ')).Select(total => (total[0], total[2], Formula.Number(total[1])))];
        ClientCogs = row.Optional("client COGS") is { } cogs and not "null" ? Working.Of(cogs, 2) : null;
        Waiting = (int)Formula.Number(row["waiting"]);
    }

    public BusinessMonth Month { get; }

    public CaseBooks Books { get; }

    public IReadOnlyList<PayLine> Lines { get; }

    public IReadOnlyList<(string Provider, string Currency, decimal Amount)> Totals { get; }

    /// <summary>In INR; null where a currency has no rate, or nothing is billable.</summary>
    public Working? ClientCogs { get; }

    public int Waiting { get; }

    private static PayLine Read(string text, Dictionary<string, string> currencies)
    {
        var match = Line().Match(text);
        var currency = currencies[match.Groups["rule"].Value];
        return new(
            match.Groups["provider"].Value,
            match.Groups["rule"].Value,
            currency,
            (long)Formula.Number(match.Groups["reports"].Value),
            Working.Of(match.Groups["worked"].Value, Currencies.MinorUnits(currency)));
    }

    [GeneratedRegex(@"^(?<provider>P\d) (?<rule>\S+), (?<reports>\d+) reports?: (?<worked>.+)$", RegexOptions.None, 1000)]
    private static partial Regex Line();
}
