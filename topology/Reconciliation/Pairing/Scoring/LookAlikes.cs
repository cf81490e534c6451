using Sluice.Topology.Reconciliation.Pairing.Comparing;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// Pairs that agree in much and are no matches all the same: people of one house, visits of one day (the third class of W. E.
/// Winkler, 1993). They are part of what a match has to be told from.
/// </summary>
/// <param name="Share">Of all pairs that are no matches, the log-odds, in millionths of a bit, that a pair is one of these.</param>
/// <param name="Levels">By field, in units of 10⁻¹⁵, indexed by <see cref="Agreement"/>, each at least 1.</param>
public sealed record LookAlikes(long Share, IReadOnlyList<IReadOnlyList<long>> Levels)
{
    public bool Equals(LookAlikes? other) =>
        other is not null && Share == other.Share && Levels.SelectMany(l => l).SequenceEqual(other.Levels.SelectMany(l => l));

    public override int GetHashCode() => HashCode.Combine(Share, Levels.Count);
}
