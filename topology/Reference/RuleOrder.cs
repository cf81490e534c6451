using Sluice.Topology.Records;
using Sluice.Topology.Records.Scalars;

namespace Sluice.Topology.Reference;

/// <summary>
/// Rules in the order in which they win: the first of a list that matches and is in effect is the winner.
/// A rule that matches does so in every field it states, so how many fields match is a property of the rule alone.
/// </summary>
internal static class RuleOrder
{
    // More than all the other fields together (grade, seniority, modality, priority).
    private const int ProviderWeight = 5;

    /// <summary>Most stated fields first, then latest recorded_at, then highest rule_id.</summary>
    public static readonly IComparer<ProviderRuleRecord> Provider = Comparer<ProviderRuleRecord>.Create((left, right) =>
    {
        var byFields = Weight(right.Match).CompareTo(Weight(left.Match));
        return byFields != 0 ? byFields : Latest(left, right);
    });

    /// <summary>Slot by slot; within a slot latest recorded_at, then highest rule_id.</summary>
    public static readonly IComparer<ClientRuleRecord> Client = Comparer<ClientRuleRecord>.Create((left, right) =>
    {
        var bySlot = string.CompareOrdinal(left.Modality, right.Modality);
        return bySlot != 0 ? bySlot : Latest(left, right);
    });

    public static int Weight(ProviderMatch match) =>
        (match.ProviderId is null ? 0 : ProviderWeight)
        + (match.Grade is null ? 0 : 1)
        + (match.Seniority is null ? 0 : 1)
        + (match.Modality is null ? 0 : 1)
        + (match.Priority is null ? 0 : 1);

    private static int Latest(ReferenceRecord left, ReferenceRecord right)
    {
        var byInstant = right.RecordedAt.CompareTo(left.RecordedAt);
        return byInstant != 0 ? byInstant : Utf8Order.Compare(right.Identity, left.Identity);
    }
}
