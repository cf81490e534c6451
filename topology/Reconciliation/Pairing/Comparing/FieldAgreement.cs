namespace Sluice.Topology.Reconciliation.Pairing.Comparing;

/// <summary>How two values agree.</summary>
/// <param name="Level">For the learned scorer.</param>
/// <param name="Similarity">In millionths, 0 to 1,000,000; 0 where one is missing. For the fixed weights.</param>
public readonly record struct FieldAgreement(Agreement Level, int Similarity)
{
    /// <summary>A similarity of 1.</summary>
    public const int One = 1_000_000;
}
