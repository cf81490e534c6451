namespace Sluice.Connectors.Fx.Rates;

/// <summary>The rates that lie in the log, all versions. Owned by one thread at a time.</summary>
public sealed class KnownRates
{
    private readonly Dictionary<(string Base, DateOnly Date), List<KnownRate>> _versions = [];
    private readonly Dictionary<string, KnownRate> _newest = new(StringComparer.Ordinal);
    private readonly SortedSet<DateOnly> _published = [];

    /// <summary>
    /// Of every currency the rate of its newest date that counts, by currency. A rate dated after it was recorded was
    /// published by nobody, and makes no currency fresh.
    /// </summary>
    public IReadOnlyList<KnownRate> Newest => [.. _newest.Values.OrderBy(r => r.Base, StringComparer.Ordinal)];

    /// <summary>The newest date of the ECB's rates, or where it has none of anybody's; null where there is none.</summary>
    public DateOnly? NewestDate => NewestOf(_newest.Values);

    /// <inheritdoc cref="NewestDate"/>
    public static DateOnly? NewestOf(IReadOnlyCollection<KnownRate> newest)
    {
        var published = newest.Where(r => r.Source == FxRate.Source).ToList();
        return newest.Count == 0 ? null : (published.Count > 0 ? published : newest).Max(r => r.Date);
    }

    /// <summary>The oldest date with a rate of the ECB's; null where there is none.</summary>
    public DateOnly? OldestPublished => _published.Count > 0 ? _published.Min : null;

    public void Add(KnownRate rate)
    {
        if (!_versions.TryGetValue((rate.Base, rate.Date), out var versions))
        {
            _versions[(rate.Base, rate.Date)] = versions = [];
        }

        versions.Add(rate);
        var isDue = rate.Date <= PublicationTime.DateOf(rate.RecordedAt);
        if (isDue && (!_newest.TryGetValue(rate.Base, out var newest) || rate.Date > newest.Date || (rate.Date == newest.Date && rate.Outranks(newest))))
        {
            _newest[rate.Base] = rate;
        }

        if (rate.Source == FxRate.Source)
        {
            _published.Add(rate.Date);
        }
    }

    /// <summary>Whether the log has a rate of the ECB's for any currency on that date.</summary>
    public bool IsPublished(DateOnly date) => _published.Contains(date);

    /// <summary>The ECB's versions of a currency and date; what others said of it is theirs.</summary>
    internal IEnumerable<KnownRate> Published(string currency, DateOnly date) =>
        _versions.TryGetValue((currency, date), out var versions) ? versions.Where(v => v.Source == FxRate.Source) : [];
}
