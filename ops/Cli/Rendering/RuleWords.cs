using System.Globalization;
using Sluice.Topology.Records;

namespace Sluice.Cli.Rendering;

/// <summary>Pricing rules as a person would say them.</summary>
internal static class RuleWords
{
    /// <summary>What a client pays, such as <c>graduated: 100 at 900, 400 at 850, then 800</c>.</summary>
    public static string Contract(ClientRuleRecord rule)
    {
        var ladder = Ladder(rule);
        var contract = rule.ContractType switch
        {
            ContractType.Subscription when rule.IncludedReports is > 0 and var included =>
                $"subscription {Money(rule.FlatFee ?? 0, rule.Currency)} a month for {Count(included, rule)}; beyond, {ladder}",
            ContractType.Subscription => $"subscription {Money(rule.FlatFee ?? 0, rule.Currency)} a month; {ladder}",
            ContractType.MinimumGuarantee => $"at least {Money(rule.MinimumCharge ?? 0, rule.Currency)} a month; {ladder}",
            _ => ladder,
        };
        return string.Join("; ", Parts(contract, Surcharges(rule.Surcharges, rule.Currency), Limits(rule)));
    }

    /// <summary>What a provider is paid, such as <c>300 a report; 20 an image over 100; STAT +150</c>.</summary>
    public static string Pay(ProviderRuleRecord rule)
    {
        var images = rule.ExtraImages is { } extra ? $"{Money(extra.Fee, rule.Currency)} an image over {Amounts.Count(extra.Over, rule.Currency)}" : "";
        return string.Join("; ", Parts($"{Money(rule.Fee, rule.Currency)} a report", images, Surcharges(rule.Surcharges, rule.Currency)));
    }

    /// <summary>Which reports a provider rule asks for, its provider apart.</summary>
    public static string Match(ProviderMatch match)
    {
        var words = string.Join(", ", Parts(
            match.Grade is null ? "" : $"grade {match.Grade}",
            match.Seniority ?? "",
            match.Modality ?? "",
            match.Priority is { } priority ? Name(priority) : ""));
        return words.Length > 0 ? words : "all reports";
    }

    /// <summary>A slot: a modality, or all that have no rule of their own.</summary>
    public static string Slot(string modality) => modality == Topology.Reference.PriceBook.AnyModality ? "any" : modality;

    /// <summary>Both ends of a rule's dates, inclusive.</summary>
    public static string Span(DateOnly from, DateOnly? to) => to is { } end ? $"{Date(from)} – {Date(end)}" : $"from {Date(from)}";

    /// <summary>In UTC, to the minute, to the second where that says more.</summary>
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString(at.Second == 0 ? "yyyy-MM-dd HH:mm'Z'" : "yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Ladder(ClientRuleRecord rule) => rule.TierMode switch
    {
        TierMode.Package => $"packages of {Amounts.Count(rule.PackageSize ?? 1, rule.Currency)} at {Money(rule.Tiers[0].UnitPrice, rule.Currency)}",
        _ when rule.Tiers is [{ FlatFee: 0 } only] => $"{Money(only.UnitPrice, rule.Currency)} a report",
        TierMode.Graduated => "graduated: " + Steps(rule, (tier, from) => $"{Amounts.Count(tier.UpTo!.Value - from, rule.Currency)} at ", "then "),
        _ => "volume: " + Steps(rule, (tier, _) => $"up to {Amounts.Count(tier.UpTo!.Value, rule.Currency)} at ", "beyond "),
    };

    private static string Steps(ClientRuleRecord rule, Func<PriceTier, long, string> head, string last)
    {
        var from = 0L;
        var words = new List<string>();
        foreach (var tier in rule.Tiers)
        {
            var fee = tier.FlatFee == 0 ? "" : $" + {Money(tier.FlatFee, rule.Currency)} once";
            words.Add((tier.UpTo is null ? rule.Tiers.Count > 1 ? last : "" : head(tier, from)) + Money(tier.UnitPrice, rule.Currency) + fee);
            from = tier.UpTo ?? from;
        }

        return string.Join(", ", words);
    }

    private static string Surcharges(IReadOnlyList<decimal> amounts, string currency) =>
        string.Join(", ", amounts.Select((amount, i) => amount == 0 ? "" : $"{Name((Priority)i)} +{Money(amount, currency)}").Where(w => w.Length > 0));

    private static string Limits(ClientRuleRecord rule) => string.Join(", ", Parts(
        rule.Limits.MaxImagesPerReport is { } images ? $"at most {Amounts.Count(images, rule.Currency)} images a report" : "",
        rule.Limits.MaxReportsPerDay is { } reports ? $"at most {Count(reports, rule)} a day" : ""));

    private static string Count(long reports, ClientRuleRecord rule) => $"{Amounts.Count(reports, rule.Currency)} {(reports == 1 ? "report" : "reports")}";

    private static string Money(decimal amount, string currency) => Amounts.Short(amount, currency);

    private static string Name(Priority priority) => priority.ToString().ToUpperInvariant();

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Parts(params string[] parts) => parts.Where(p => p.Length > 0);
}
