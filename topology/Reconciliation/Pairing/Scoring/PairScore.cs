namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>How surely two records are one.</summary>
/// <param name="Probability">In millionths: what is shown, and what thresholds look at.</param>
/// <param name="Weight">What assignments add up; pairs of one probability may still differ in it.</param>
public readonly record struct PairScore(int Probability, long Weight);
