namespace Sluice.Topology.Reconciliation.Pairing;

/// <summary>Two records that were found to be one.</summary>
/// <param name="Probability">In millionths.</param>
public sealed record PairedRecords(string LeftId, string RightId, int Probability);
