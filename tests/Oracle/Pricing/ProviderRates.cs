using Sluice.Oracle.Facts;
using Sluice.Oracle.Reference;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Pricing;

/// <summary>Which provider rule pays a report, and how much.</summary>
internal sealed class ProviderRates
{
    private readonly ILookup<string, Provider> _standings;

    // Best first, so that the winner is the first that matches and is in effect.
    private readonly ProviderRule[] _rules;
    private readonly Dictionary<(string, DateOnly, string, string), ProviderRule?> _winners = [];

    public ProviderRates(IEnumerable<Provider> providers, IEnumerable<ProviderRule> rules)
    {
        _standings = providers.ToLookup(provider => provider.Id, StringComparer.Ordinal);
        _rules = [.. rules.OrderByDescending(rule => rule.Closeness).ThenByDescending(rule => rule.RecordedAt)
            .ThenByDescending(rule => rule.Id, ByteOrder.Instance)];
    }

    /// <summary>The provider as it stood on the date; null before its first effective date.</summary>
    public Provider? Standing(string provider, DateOnly date) =>
        _standings[provider].Where(standing => standing.From <= date).MaxBy(standing => standing.From);

    /// <summary>The rule that pays the report on its business date, if its provider is known and one matches.</summary>
    public ProviderRule? RuleFor(ReportVersion report, DateOnly date)
    {
        var question = (report.ProviderId, date, report.Modality, report.Priority);
        if (!_winners.TryGetValue(question, out var winner))
        {
            winner = Standing(report.ProviderId, date) is { } provider
                ? _rules.FirstOrDefault(rule => rule.Effective.Holds(date)
                    && rule.Matches(provider, report.Modality, report.Priority))
                : null;
            _winners[question] = winner;
        }
        return winner;
    }

    /// <summary>fee + surcharge + extra images, in the rule's currency, unrounded.</summary>
    public static Exact Cost(ProviderRule rule, ReportVersion report) =>
        Exact.Of(rule.Fee) + Exact.Of(rule.Surcharges.GetValueOrDefault(report.Priority))
        + (Exact.Of(rule.ExtraImageFee) * Math.Max(0, report.Images - rule.ImagesOver));
}
