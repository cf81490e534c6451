namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>A pair that is known to be a match or to be none: by its reference, or by a reviewer's decision.</summary>
/// <param name="Pattern">How it agrees, see <see cref="Comparing.Agreements"/>.</param>
/// <param name="Evidence">Its log-odds before calibration, in millionths of a bit, see <see cref="FellegiSunterScorer.Evidence"/>.</param>
public sealed record LabelledPair(ulong Pattern, long Evidence, bool IsMatch);
