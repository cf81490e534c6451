namespace Sluice.Topology.Records.Services;

/// <summary>The two topics that are reconciled with each other.</summary>
public static class LedgerTopics
{
    /// <summary>What was done for clients, and at which price.</summary>
    public const string Jobs = "jobs";

    /// <summary>What was booked for it.</summary>
    public const string Ledger = "ledger";
}
