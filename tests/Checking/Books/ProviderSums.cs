using Sluice.Oracle;
using Sluice.Oracle.Results;

namespace Sluice.Checking.Books;

/// <summary>What is booked of the providers' months: unrounded, rule by rule, as their statements come from it.</summary>
internal sealed class ProviderSums
{
    private readonly Dictionary<(string Month, string Provider, string Currency), Sum> _sums = [];
    private readonly HashSet<string> _issued = [];

    /// <summary>Whether the month's statements are issued.</summary>
    public bool IsIssued(string month) => _issued.Contains(month);

    public void Issue(string month) => _issued.Add(month);

    /// <summary>The parts booked of a month.</summary>
    public IEnumerable<EarnedRow> Of(string month) => _sums.Where(s => s.Key.Month == month).SelectMany(s => s.Value.Parts);

    /// <summary>Replaces the sums of the providers that <paramref name="includes"/> names.</summary>
    /// <param name="parts">Of the month; several of one rule are added.</param>
    /// <param name="priced">For the figures in the base currency; null where these are not known.</param>
    public void Book(string month, IEnumerable<EarnedRow> parts, Func<string, bool> includes, MarginBooks? priced)
    {
        var next = parts.Where(p => includes(p.ProviderId))
            .GroupBy(p => (p.Month, p.ProviderId, p.Currency))
            .ToDictionary(p => p.Key, p => (IReadOnlyList<EarnedRow>)[.. p.GroupBy(r => r.RuleId).OrderBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => r.First() with { Reports = r.Sum(x => x.Reports), Cogs = r.Sum(x => x.Cogs) })]);
        foreach (var gone in _sums.Keys.Where(k => k.Month == month && includes(k.Provider) && !next.ContainsKey(k)).ToList())
        {
            // It stays booked, with nothing.
            next[gone] = [];
        }

        foreach (var (key, rules) in next)
        {
            var before = _sums.GetValueOrDefault(key);
            if (before is null || !before.Parts.SequenceEqual(rules))
            {
                var row = priced?.Providers.FirstOrDefault(p => (p.Month, p.ProviderId, p.Currency) == key);
                _sums[key] = new Sum(rules, (before?.Version ?? 0) + 1, row is not null, row?.CogsInr);
            }
        }
    }

    /// <summary>What <c>provider_summary</c> shows of the booked months, and its versions.</summary>
    /// <param name="given">The rows there are: of a sum whose rate the story does not know, theirs is taken.</param>
    public IEnumerable<(ProviderRow Row, long Version)> Rows(IReadOnlyList<ProviderRow> given) => _sums.Where(s => s.Value.Parts.Count > 0).Select(s =>
    {
        var ((month, provider, currency), sum) = s;
        var inBase = sum.IsBaseKnown
            ? sum.InBase
            : given.FirstOrDefault(g => (g.Month, g.ProviderId, g.Currency) == s.Key)?.CogsInr;
        return (new ProviderRow(month, provider, currency, sum.Parts.Sum(p => p.Reports), MarginOracle.Paid(sum.Parts), inBase), sum.Version);
    });

    /// <summary>Whether a provider's month and currency is booked, be it with nothing: or the month's statements are issued, and it has none.</summary>
    public bool Has(ProviderRow row) => IsIssued(row.Month) || _sums.ContainsKey((row.Month, row.ProviderId, row.Currency));

    private sealed record Sum(IReadOnlyList<EarnedRow> Parts, long Version, bool IsBaseKnown, decimal? InBase);
}
