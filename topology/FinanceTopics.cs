namespace Sluice.Topology;

/// <summary>The business topics of contract §2 that the flows take so far.</summary>
public static class FinanceTopics
{
    public const string Reports = "reports";
}
