using System.Globalization;
using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// The mean of the fields' similarities under given weights, over the fields that both records have. Its weights are the
/// scores themselves, in millionths.
/// </summary>
public sealed class FixedWeightScorer : IPairScorer
{
    private readonly PairingData _data;
    private readonly int[] _weights;

    /// <param name="weights">One a field, in any unit; none negative, not all zero.</param>
    /// <exception cref="ArgumentException">They are not so.</exception>
    public FixedWeightScorer(PairingData data, IReadOnlyList<int> weights)
    {
        if (weights.Count != data.Fields.Count || weights.Any(w => w < 0) || weights.All(w => w == 0))
        {
            throw new ArgumentException($"a weight is wanted for each of {data.Fields.Count} fields, none negative and not all zero");
        }

        (_data, _weights) = (data, [.. weights]);
        var text = string.Join(",", data.Fields.Select((f, i) => $"{f.Name}:{f.Kind}:{_weights[i]}"));
        Version = $"fixed-{SplitMix.Hash(text).ToString("x16", CultureInfo.InvariantCulture)}";
    }

    public string Version { get; }

    public PairScore Score(int left, int right, ulong pattern)
    {
        var present = Present(pattern);
        var sum = 0L;
        for (var f = 0; f < _weights.Length && present > 0; f++)
        {
            sum += (long)_weights[f] * Similarity(f, left, right, pattern);
        }

        var score = present == 0 ? 0 : (int)(sum / present);
        return new PairScore(score, score);
    }

    public long Origin(int probability) => 0;

    public IReadOnlyList<FieldWeight> Explain(int left, int right, ulong pattern)
    {
        var present = Math.Max(1, Present(pattern));
        return [.. _weights.Select((w, f) => new FieldWeight(_data.Fields[f].Name, Agreements.Of(pattern, f), w * (long)Similarity(f, left, right, pattern) / present))];
    }

    private long Present(ulong pattern) => _weights.Where((_, f) => Agreements.Of(pattern, f) != Agreement.Missing).Sum(w => (long)w);

    private int Similarity(int field, int left, int right, ulong pattern) => Agreements.Of(pattern, field) switch
    {
        Agreement.Missing => 0,
        Agreement.Equal or Agreement.Swapped => FieldAgreement.One,
        _ => FieldComparer.Compare(_data.Value(_data.Left, field, left), _data.Value(_data.Right, field, right)).Similarity,
    };
}
