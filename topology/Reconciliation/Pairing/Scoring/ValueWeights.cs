using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// What an equal value weighs more or less than the field's equal values in the mean, by how common it is (frequency-based weights: H. B. Newcombe et al., Science 130, 1959; Fellegi
/// and Sunter's first method): u is the share of the other records that have the value, drawn towards the field's u as if an
/// eighth of the records had been seen to behave so. Read only.
/// </summary>
internal sealed class ValueWeights
{
    private const int PullShare = 8;
    private const long FarthestFromField = 4 * Bits.One;

    private readonly long[][] _weights;

    private ValueWeights(long[][] weights) => _weights = weights;

    /// <summary>In millionths of a bit; 0 of a value that one record has.</summary>
    public long this[int field, int value] => _weights[field][value];

    public static ValueWeights Of(PairingData data, LinkageModel model) =>
        new([.. model.Fields.Select((field, f) => Of(data, f, field))]);

    private static long[] Of(PairingData data, int f, FieldModel field)
    {
        var counts = new int[data.Pool.Count];
        var total = Count(data.Left.Column(f), counts) + (data.Within ? 0 : Count(data.Right.Column(f), counts));
        var usual = field.Weight(Agreement.Equal);
        var (matches, others) = ((double)field.Matches[(int)Agreement.Equal] / FieldModel.One, (double)field.Others[0][(int)Agreement.Equal] / FieldModel.One);
        var pull = Math.Max(1.0, total / (double)PullShare);
        var byCount = new Dictionary<int, long>();
        var weights = new long[counts.Length];
        for (var value = 0; value < counts.Length; value++)
        {
            if (counts[value] >= 2 && !byCount.TryGetValue(counts[value], out _))
            {
                // The pair itself is two of them.
                var share = (counts[value] - 2 + (pull * others)) / (total + pull);
                var own = Bits.Micro(PortableMath.Log2(matches / share));
                byCount.Add(counts[value], Math.Clamp(own - usual, -FarthestFromField, FarthestFromField));
            }

            weights[value] = byCount.GetValueOrDefault(counts[value]);
        }

        return weights;
    }

    private static int Count(int[] column, int[] counts)
    {
        var total = 0;
        foreach (var value in column)
        {
            if (value != ValuePool.None)
            {
                counts[value]++;
                total++;
            }
        }

        return total;
    }
}
