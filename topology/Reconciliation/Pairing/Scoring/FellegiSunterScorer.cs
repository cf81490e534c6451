using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// A pair's log-odds: the prior plus each field's log₂(m ÷ u), u by how the field's parent agrees, an equal value's also by its
/// own frequency among the records at hand; then calibrated. A missing value adds nothing. Weights are log-odds in millionths of a bit.
/// </summary>
public sealed class FellegiSunterScorer : IPairScorer
{
    private readonly LinkageModel _model;
    private readonly long[][][] _weights;
    private readonly long[][]? _alike;
    private readonly int[] _parents;
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
        Agreement[] levels = [.. Enumerable.Range(0, Agreements.Levels).Select(l => (Agreement)l)];
        _weights = [.. model.Fields.Select(f => Array.ConvertAll(levels, parent => Array.ConvertAll(levels, level => f.Weight(level, parent))))];
        _parents = [.. model.Fields.Select(f => f.Parent)];
        _left = [.. Enumerable.Range(0, data.Fields.Count).Select(data.Left.Column)];
        _alike = model.LookAlikes is not { } alike ? null
            : [.. model.Fields.Select((f, i) => Array.ConvertAll(levels, level => level == Agreement.Missing ? 0
                : Bits.Micro(PortableMath.Log2((double)f.Matches[(int)level] / alike.Levels[i][(int)level]))))];
        _values = ValueWeights.Of(data, model);
        Version = model.Version;
    }

    public string Version { get; }

    public PairScore Score(int left, int right, ulong pattern)
    {
        var logOdds = _model.Calibration.Apply(Evidence(left, pattern));
        return new PairScore(Bits.Probability(logOdds), logOdds);
    }

    /// <summary>Log-odds before calibration, in millionths of a bit.</summary>
    public long Evidence(int left, ulong pattern)
    {
        var (sum, alike) = (_model.Prior, _model.LookAlikes?.Share ?? 0);
        for (var f = 0; f < _weights.Length; f++)
        {
            var weight = Weight(f, left, pattern);
            sum += weight;
            alike += weight - Over(f, pattern);
        }

        return sum - (_model.LookAlikes is null ? 0 : Against(alike));
    }

    public long Origin(int probability) => Bits.LogOdds(probability) - 1;

    public IReadOnlyList<FieldWeight> Explain(int left, int right, ulong pattern) =>
        [.. _model.Fields.Select((field, f) => new FieldWeight(field.Name, Agreements.Of(pattern, f), Weight(f, left, pattern)))];

    /// <summary>log₂(m ÷ probability among look-alikes).</summary>
    private long Over(int field, ulong pattern) => _alike is null ? 0 : _alike[field][(int)Agreements.Of(pattern, field)];

    /// <summary>How much likelier a pair is to be no match for the look-alikes there are: log₂(1 + their odds).</summary>
    private static long Against(long alike) => alike > 64 * Bits.One
        ? alike
        : Bits.Micro(PortableMath.Log2(1 + PortableMath.Exp2((double)alike / Bits.One)));

    private long Weight(int field, int left, ulong pattern)
    {
        var level = Agreements.Of(pattern, field);
        var parent = _parents[field] < 0 ? Agreement.Missing : Agreements.Of(pattern, _parents[field]);
        var weight = _weights[field][(int)parent][(int)level];

        // How common a value is has been said already where another field that goes with it agrees.
        return level == Agreement.Equal && parent < Agreement.Close ? weight + _values[field, _left[field][left]] : weight;
    }
}
