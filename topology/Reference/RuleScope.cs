using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>When and for whom a rule speaks. Neither looks at currencies.</summary>
internal static class RuleScope
{
    public static bool InEffect(this ProviderRuleRecord rule, int day) => Covers(rule.EffectiveFrom, rule.EffectiveTo, day);

    public static bool InEffect(this ClientRuleRecord rule, int day) => Covers(rule.EffectiveFrom, rule.EffectiveTo, day);

    /// <summary>Whether the rule may be of use to the provider's reports, whatever the provider's version.</summary>
    public static bool Concerns(this ProviderMatch match, string providerId, string modality, Priority priority) =>
        (match.ProviderId is null || string.Equals(match.ProviderId, providerId, StringComparison.Ordinal))
        && (match.Modality is null || string.Equals(match.Modality, modality, StringComparison.Ordinal))
        && (match.Priority is null || match.Priority == priority);

    public static bool Fits(this ProviderMatch match, ProviderRecord version) =>
        (match.Grade is null || string.Equals(match.Grade, version.Grade, StringComparison.Ordinal))
        && (match.Seniority is null || string.Equals(match.Seniority, version.Seniority, StringComparison.Ordinal));

    /// <summary>The days on which a rule comes into and goes out of effect.</summary>
    public static IEnumerable<int> Changes(DateOnly from, DateOnly? to)
    {
        yield return EpochDay.Of(from);
        if (to is not null)
            yield return EpochDay.Of(to.Value) + 1;
    }

    private static bool Covers(DateOnly from, DateOnly? to, int day) =>
        EpochDay.Of(from) <= day && (to is null || day <= EpochDay.Of(to.Value));
}
