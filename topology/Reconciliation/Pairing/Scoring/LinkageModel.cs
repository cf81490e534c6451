using System.Globalization;
using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// What is known about the fields of matches (I. P. Fellegi and A. B. Sunter, JASA 64, 1969), all in whole numbers: a model
/// that was written and read again gives the same scores to the last digit.
/// </summary>
/// <param name="LookAlikes">Null where there are too few fields to tell them.</param>
/// <param name="Prior">Log-odds, in millionths of a bit, that two records taken at random are a match.</param>
/// <param name="Pairs">The pairs it was trained on.</param>
public sealed record LinkageModel(IReadOnlyList<FieldModel> Fields, LookAlikes? LookAlikes, long Prior, Calibration Calibration, long Pairs)
{
    /// <summary>The name of this model: a hash of what it says, so that two of one name score alike.</summary>
    public string Version => $"fs-{SplitMix.Hash(LinkageModelJson.Write(this)).ToString("x16", CultureInfo.InvariantCulture)}";

    /// <summary>Whether it speaks of these fields, in their order.</summary>
    public bool Fits(IReadOnlyList<PairingField> fields) =>
        Fields.Select(f => new PairingField(f.Name, f.Kind)).SequenceEqual(fields);

    public bool Equals(LinkageModel? other) =>
        other is not null && LookAlikes == other.LookAlikes && Prior == other.Prior && Calibration == other.Calibration && Pairs == other.Pairs && Fields.SequenceEqual(other.Fields);

    public override int GetHashCode() => HashCode.Combine(Prior, Calibration, Pairs, Fields.Count);
}
