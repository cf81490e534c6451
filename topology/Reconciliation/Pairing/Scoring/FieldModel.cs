using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// How often a field agrees, level by level, in pairs that are matches (m) and in pairs that are none (u), the latter by how
/// another field agrees: where the town is the same, so is the postcode, and says nothing more.
/// </summary>
/// <param name="Parent">The number of that other field; −1 where there is none.</param>
/// <param name="Matches">In units of 10⁻¹⁵, indexed by <see cref="Agreement"/>, each at least 1; that of <see cref="Agreement.Missing"/> is not used.</param>
/// <param name="Others">
/// In the same units, by the parent's agreement and then likewise; the first row, of a missing parent or none, is that of all pairs.
/// </param>
public sealed record FieldModel(string Name, FieldKind Kind, int Parent, IReadOnlyList<long> Matches, IReadOnlyList<IReadOnlyList<long>> Others)
{
    /// <summary>A probability of 1.</summary>
    public const long One = 1_000_000_000_000_000;

    /// <summary>log₂(m ÷ u) in millionths of a bit; 0 where a value is missing.</summary>
    /// <param name="parent">How the parent agrees.</param>
    public long Weight(Agreement level, Agreement parent = Agreement.Missing) =>
        level == Agreement.Missing ? 0 : Bits.Micro(PortableMath.Log2((double)Matches[(int)level] / Others[(int)parent][(int)level]));

    public bool Equals(FieldModel? other) =>
        other is not null && Name == other.Name && Kind == other.Kind && Parent == other.Parent
        && Matches.SequenceEqual(other.Matches) && Others.SelectMany(r => r).SequenceEqual(other.Others.SelectMany(r => r));

    public override int GetHashCode() => HashCode.Combine(Name, Kind, Parent);
}
