using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Books.Sheets;

/// <summary>Contract §3 with pen and paper: counts units one by one, in decimals, with nothing of the engine's pricing.</summary>
internal static class HandPricing
{
    /// <summary>The lines of one rule as <c>rule kind tier units amount</c>.</summary>
    public static IEnumerable<string> Lines(ClientRuleRecord rule, IReadOnlyList<ExplainedReport> reports, PriceBook book, BusinessMonth month)
    {
        var days = Enumerable.Range(month.FirstDay, month.Days).Count(day => book.SlotWinner(rule.ClientId, rule.Modality, day)?.RuleId == rule.RuleId);
        List<(string Kind, int? Tier, long Units, decimal Amount)> lines = [];
        var laddered = reports.Count;
        if (rule.ContractType == ContractType.Subscription)
        {
            lines.Add(("subscription", null, 1, rule.FlatFee!.Value * days / month.Days));
            laddered = Math.Max(0, reports.Count - (int)(rule.IncludedReports ?? 0));
        }

        if (rule.ContractType != ContractType.Subscription || laddered > 0)
        {
            lines.AddRange(Ladder(rule, laddered));
        }

        if (rule.ContractType == ContractType.MinimumGuarantee)
        {
            lines.Add(("top_up", null, 1, Math.Max(0, Round(rule.MinimumCharge!.Value * days / month.Days) - lines.Sum(l => Round(l.Amount)))));
        }

        foreach (var priority in Enum.GetValues<Priority>())
        {
            var units = reports.Count(r => r.Priority == priority);
            lines.Add(("surcharge", null, units, units * rule.Surcharges[(int)priority]));
        }

        // A line of no units or a fee of nothing is none; units at no price are (no rule of these worlds has them).
        return lines.Where(l => l.Units > 0 && l.Amount != 0)
            .Select(l => FormattableString.Invariant($"{rule.RuleId} {l.Kind} {l.Tier} {l.Units} {Round(l.Amount):0.00}"));
    }

    /// <summary>What a report earns under a provider rule.</summary>
    public static decimal Cogs(ProviderRuleRecord rule, ExplainedReport report) =>
        rule.Fee + rule.Surcharges[(int)report.Priority] + (rule.ExtraImages is { } extra ? Math.Max(0, report.Images - extra.Over) * extra.Fee : 0);

    private static IEnumerable<(string Kind, int? Tier, long Units, decimal Amount)> Ladder(ClientRuleRecord rule, int count)
    {
        if (rule.TierMode == TierMode.Package)
        {
            var packages = (long)Math.Ceiling(count / (decimal)rule.PackageSize!.Value);
            yield return ("tier", 1, packages, packages * rule.Tiers[0].UnitPrice);
            yield break;
        }

        var tierOf = rule.TierMode == TierMode.Graduated
            ? Enumerable.Range(1, count).Select(unit => TierOf(rule, unit)).ToList()
            : [.. Enumerable.Repeat(TierOf(rule, count), count)];
        foreach (var tier in tierOf.DefaultIfEmpty(0).Distinct())
        {
            var units = tierOf.Count(t => t == tier);
            yield return ("tier", tier + 1, units, units * rule.Tiers[tier].UnitPrice);
            yield return ("tier_fee", tier + 1, 1, rule.Tiers[tier].FlatFee);
        }
    }

    private static int TierOf(ClientRuleRecord rule, int unit) =>
        Enumerable.Range(0, rule.Tiers.Count).First(tier => rule.Tiers[tier].UpTo is null || unit <= rule.Tiers[tier].UpTo);

    private static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);
}
