using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// A pair's log-odds: the prior plus each field's log₂(m ÷ u), an equal value's by its own frequency among the records at
/// hand, then calibrated. A missing value adds nothing. Weights are log-odds in millionths of a bit.
/// </summary>
public sealed class FellegiSunterScorer : IPairScorer
{
    private readonly LinkageModel _model;
    private readonly long[][] _weights;
    private readonly int[][] _left;
    private readonly ValueWeights _values;

    /// <exception cref="ArgumentException">The model is of other fields.</exception>
    public FellegiSunterScorer(PairingData data, LinkageModel model)
    {
        if (!model.Fits(data.Fields))
        {
            throw new ArgumentException($"model {model.Version} is of the fields {string.Join(", ", model.Fields.Select(f => $"{f.Name}:{f.Kind}"))}");
        }

        _model = model;
        _weights = [.. model.Fields.Select(f => Enumerable.Range(0, Agreements.Levels).Select(l => f.Weight((Agreement)l)).ToArray())];
        _left = [.. Enumerable.Range(0, data.Fields.Count).Select(data.Left.Column)];
        _values = ValueWeights.Of(data, model);
        Version = model.Version;
    }

    public string Version { get; }

    public PairScore Score(int left, int right, ulong pattern)
    {
        var sum = _model.Prior;
        for (var f = 0; f < _weights.Length; f++)
        {
            sum += Weight(f, left, Agreements.Of(pattern, f));
        }

        var logOdds = _model.Calibration.Apply(sum);
        return new PairScore(Bits.Probability(logOdds), logOdds);
    }

    public long Origin(int probability) => Bits.LogOdds(probability) - 1;

    public IReadOnlyList<FieldWeight> Explain(int left, int right, ulong pattern) =>
        [.. _model.Fields.Select((field, f) => new FieldWeight(field.Name, Agreements.Of(pattern, f), Weight(f, left, Agreements.Of(pattern, f))))];

    private long Weight(int field, int left, Agreement level) =>
        level == Agreement.Equal ? _values[field, _left[field][left]] : _weights[field][(int)level];
}
