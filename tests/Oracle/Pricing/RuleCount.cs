namespace Sluice.Oracle.Pricing;

/// <summary>The billable reports of a month that one client rule prices.</summary>
internal sealed class RuleCount
{
    public long Reports { get; private set; }

    public SortedDictionary<string, long> ByPriority { get; } = new(StringComparer.Ordinal);

    public void Add(string priority)
    {
        Reports++;
        ByPriority[priority] = ByPriority.GetValueOrDefault(priority) + 1;
    }
}
