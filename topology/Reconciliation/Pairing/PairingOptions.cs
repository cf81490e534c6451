using Sluice.Topology.Reconciliation.Pairing.Scoring;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing;

/// <summary>How records are paired.</summary>
public sealed record PairingOptions
{
    /// <summary>Probability, in millionths, below which two records stay apart. At a half a pair is as likely a match as not.</summary>
    public int ProbabilityMin { get; init; } = 500_000;

    /// <summary>A model from before; null learns one from the records themselves.</summary>
    public LinkageModel? Model { get; init; }

    /// <summary>Another scorer in the model's place.</summary>
    public Func<PairingData, IPairScorer>? Scorer { get; init; }
}
