namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// The order in which a day's reports take their places: completed_at, then report_id by its UTF-8 bytes (contract §5).
/// Facts are given by their indexes.
/// </summary>
public sealed class ReportOrder(ReportFacts facts) : IComparer<int>
{
    public int Compare(int left, int right)
    {
        var byTime = facts[left].CompletedAtTicks.CompareTo(facts[right].CompletedAtTicks);
        return byTime != 0 || left == right ? byTime : facts.CompareIds(facts[left], facts[right]);
    }
}
