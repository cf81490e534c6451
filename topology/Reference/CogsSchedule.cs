using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>Who a provider was and which rule pays its report; compared by the identity of the two records.</summary>
/// <param name="Version">Null where the gap says so.</param>
/// <param name="Rule">Null unless <paramref name="Gap"/> is <see cref="PricingGap.None"/>.</param>
public readonly record struct CogsResolution(ProviderRecord? Version, ProviderRuleRecord? Rule, PricingGap Gap)
{
    public bool Equals(CogsResolution other) =>
        ReferenceEquals(Version, other.Version) && ReferenceEquals(Rule, other.Rule) && Gap == other.Gap;

    public override int GetHashCode() => HashCode.Combine(Version?.EffectiveFrom, Rule?.RuleId, Gap);
}

/// <summary>
/// The provider side of every report of one (provider, modality, priority), by day: what <see cref="PriceBook"/> would
/// answer day by day, computed once. Valid for its book until a <see cref="BookDelta"/> touches the provider. Immutable.
/// </summary>
public sealed class CogsSchedule
{
    private CogsSchedule(string providerId, string modality, Priority priority, DaySchedule<CogsResolution> days)
    {
        ProviderId = providerId;
        Modality = modality;
        Priority = priority;
        Days = days;
    }

    public string ProviderId { get; }

    public string Modality { get; }

    public Priority Priority { get; }

    public DaySchedule<CogsResolution> Days { get; }

    public static CogsSchedule For(PriceBook book, string providerId, string modality, Priority priority)
    {
        // In winning order, so the first that fits wins.
        var rules = book.ProviderRulesFor(providerId, modality, priority).ToArray();
        var changes = book.ProviderVersions(providerId).Select(version => EpochDay.Of(version.EffectiveFrom))
            .Concat(rules.SelectMany(rule => RuleScope.Changes(rule.EffectiveFrom, rule.EffectiveTo)));
        return new(providerId, modality, priority, DaySchedule<CogsResolution>.Tabulate(changes, Resolve));

        CogsResolution Resolve(int day)
        {
            var version = book.ProviderOn(providerId, day);
            if (version is null)
                return new(null, null, book.ProviderKnown(providerId) ? PricingGap.ProviderNotInEffect : PricingGap.UnknownProvider);
            var rule = Array.Find(rules, rule => rule.InEffect(day) && rule.Match.Fits(version));
            return new(version, rule, rule is null ? PricingGap.NoProviderRule : PricingGap.None);
        }
    }

    /// <summary>The provider and its rule on the day, or what is missing.</summary>
    public CogsResolution At(int day) => Days.At(day);

    /// <summary>Why a report of the day has no COGS, in words; null where it has.</summary>
    public string? Reason(int day) => At(day) switch
    {
        { Gap: PricingGap.None } => null,
        { Gap: PricingGap.UnknownProvider } => $"provider {ProviderId} is unknown",
        { Gap: PricingGap.ProviderNotInEffect } =>
            $"provider {ProviderId} is not in effect on {EpochDay.ToDate(day):yyyy-MM-dd}: its first version is of a later date",
        { Version: var version } =>
            $"no provider rule in effect on {EpochDay.ToDate(day):yyyy-MM-dd} for provider {ProviderId} "
            + $"(grade {version!.Grade}, seniority {version.Seniority}), modality {Modality}, priority {Priority.ToString().ToUpperInvariant()}",
    };
}
