using Sluice.Topology.Reference;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// Whether two books hold a client's reports alike: each modality takes rules of the same ids and limits on the same
/// days, though at other prices. Worked out once a client. Owned by the shard's thread.
/// </summary>
internal sealed class HoldComparison(ReportFacts facts, BookLens from, BookLens to)
{
    private readonly int _modalities = facts.Studies.ModalityCount;
    private readonly Dictionary<int, bool> _same = [];

    /// <summary>False also for a modality that has come since.</summary>
    public bool AreTheSame(int client, int modality)
    {
        if (modality >= _modalities)
        {
            return false;
        }

        if (!_same.TryGetValue(client, out var same))
        {
            _same[client] = same = Enumerable.Range(0, _modalities).All(m => Alike(from.Slot(client, m), to.Slot(client, m)));
        }

        return same;
    }

    private static bool Alike(SlotSchedule left, SlotSchedule right) =>
        left.Days.Spans.Length == right.Days.Spans.Length && left.Days.Spans.Zip(right.Days.Spans).All(pair =>
            pair.First.From == pair.Second.From
            && pair.First.Value.Rule?.RuleId == pair.Second.Value.Rule?.RuleId
            && pair.First.Value.Rule?.Limits == pair.Second.Value.Rule?.Limits);
}
