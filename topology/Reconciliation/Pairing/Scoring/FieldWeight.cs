using Sluice.Topology.Reconciliation.Pairing.Comparing;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>What a field contributes to a pair's score.</summary>
/// <param name="Weight">In the unit of the scorer's weights, millionths: bits of evidence, or a share of the score.</param>
public sealed record FieldWeight(string Field, Agreement Level, long Weight);
