using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>How often a field agrees, level by level, in pairs that are matches (m) and in pairs that are none (u).</summary>
/// <param name="Matches">In billionths, indexed by <see cref="Agreement"/>, each at least 1; that of <see cref="Agreement.Missing"/> is not used.</param>
/// <param name="Others">In billionths, likewise.</param>
public sealed record FieldModel(string Name, FieldKind Kind, IReadOnlyList<int> Matches, IReadOnlyList<int> Others)
{
    /// <summary>A probability of 1.</summary>
    public const int One = 1_000_000_000;

    /// <summary>log₂(m ÷ u) in millionths of a bit; 0 where a value is missing.</summary>
    public long Weight(Agreement level) =>
        level == Agreement.Missing ? 0 : Bits.Micro(PortableMath.Log2((double)Matches[(int)level] / Others[(int)level]));

    public bool Equals(FieldModel? other) =>
        other is not null && Name == other.Name && Kind == other.Kind && Matches.SequenceEqual(other.Matches) && Others.SequenceEqual(other.Others);

    public override int GetHashCode() => HashCode.Combine(Name, Kind);
}
