namespace Sluice.Topology.Reconciliation.Pairing.Assigning;

/// <summary>A pair that may be chosen.</summary>
/// <param name="Weight">Above 0; what the total counts.</param>
public readonly record struct WeightedPair(int Left, int Right, long Weight);
