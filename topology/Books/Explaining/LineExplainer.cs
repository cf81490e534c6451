using System.Globalization;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Books.Explaining;

/// <summary>Gives each line of a recomputed account its reports, rate and words.</summary>
internal static class LineExplainer
{
    /// <summary>A client's revenue.</summary>
    public static IReadOnlyList<ExplainedLine> Client(RecomputedMonth month, string clientId)
    {
        if (month.SheetOf(clientId) is not { } sheet)
        {
            return [];
        }

        var rules = RevenueSheet.Rules(month.Book, clientId, month.Month).ToDictionary(count => count.Rule.RuleId, StringComparer.Ordinal);
        var reports = month.ReportsOf(clientId).ToLookup(report => report.Report.ClientRule.RuleId, StringComparer.Ordinal);
        var rate = RateOf(month, sheet.Record.Currency, sheet.Record.FxPolicy);
        return
        [
            .. sheet.Lines.GroupBy(line => line.RuleId!, StringComparer.Ordinal)
                .SelectMany(rule => LineReports.Of(rules[rule.Key].Rule, [.. rule], reports[rule.Key])
                    .Select(line => (line.Line, line.Reports, Won: rules[rule.Key])))
                .Select((line, at) => new ExplainedLine(
                    at + 1, line.Line, sheet.Record.Currency, line.Reports, rate, line.Reports.Count > 0 ? null : Words(line.Line, line.Won))),
        ];
    }

    /// <summary>What a provider earned in a currency.</summary>
    public static IReadOnlyList<ExplainedLine> Provider(RecomputedMonth month, string providerId, string currency)
    {
        if (month.Statements.FirstOrDefault(s => s.ProviderId == providerId && s.Currency == currency) is not { } statement)
        {
            return [];
        }

        var rate = RateOf(month, currency, FxPolicy.MonthEnd);
        var reports = month.Sheets.Where(sheet => sheet.Earned.Any(part => part.ProviderId == providerId && part.Currency == currency))
            .SelectMany(sheet => month.ReportsOf(sheet.ClientId))
            .Where(r => r.Report.ProviderId == providerId && r.Report.CogsCurrency == currency)
            .ToLookup(r => r.Report.ProviderRule.RuleId, StringComparer.Ordinal);
        return [.. statement.Lines.Select((line, at) => new ExplainedLine(at + 1, line, currency, [.. LineReports.InOrder(reports[line.RuleId!])], rate, null))];
    }

    /// <summary>What a client's reports cost, a line a provider rule and currency, unrounded: only their sum is rounded.</summary>
    /// <param name="first">The number of the first line.</param>
    public static IReadOnlyList<ExplainedLine> Cogs(RecomputedMonth month, string clientId, int first) =>
    [
        .. month.ReportsOf(clientId)
            .GroupBy(r => (Rule: r.Report.ProviderRule, Currency: r.Report.CogsCurrency))
            .OrderBy(rule => rule.Key.Rule.RuleId, StringComparer.Ordinal)
            .ThenBy(rule => rule.Key.Currency, StringComparer.Ordinal)
            .Select((rule, at) => new ExplainedLine(
                first + at,
                new SheetLine(
                    rule.Key.Rule.RuleId,
                    MarginLines.Cogs,
                    null,
                    rule.LongCount(),
                    null,
                    rule.Sum(r => r.Report.Cogs),
                    $"{Count(rule.LongCount())} under provider rule {rule.Key.Rule.RuleId}, unrounded",
                    rule.Key.Rule.RecordedAt),
                rule.Key.Currency,
                [.. LineReports.InOrder(rule)],
                RateOf(month, rule.Key.Currency, month.Book.Client(clientId)!.FxPolicy),
                null)),
    ];

    private static RateUsed? RateOf(RecomputedMonth month, string currency, FxPolicy policy) =>
        currency == month.Settings.BaseCurrency || BaseRates.Shown(month.Book.Rates.Factor(currency, month.Month, policy)) is not { } rate
            ? null
            : new RateUsed(rate, month.Book.Rates.Behind(currency, month.Month, policy));

    private static string Words(SheetLine line, RuleCount won)
    {
        var days = $"the rule won {won.Won.DaysWon} of the month's {won.Won.DaysInMonth} days";
        return line.Kind switch
        {
            LineKinds.Subscription => $"flat fee {Amount(won.Rule.FlatFee ?? 0m)}; {days}",
            LineKinds.TopUp => $"minimum charge {Amount(won.Rule.MinimumCharge ?? 0m)} less what the rule's tiers come to; {days}",
            LineKinds.TierFee => $"due once: the month's reports reach tier {line.Tier}",
            _ => line.Description,
        };
    }

    private static string Count(long count) => $"{count.ToString("#,##0", CultureInfo.InvariantCulture)} {(count == 1 ? "report" : "reports")}";

    private static string Amount(decimal amount) => amount.ToString("#,##0.########", CultureInfo.InvariantCulture);
}

/// <summary>Words of margin lines beside <see cref="LineKinds"/>.</summary>
public static class MarginLines
{
    /// <summary>What reports cost under one provider rule.</summary>
    public const string Cogs = "cogs";
}
