using Sluice.Topology.Reconciliation.Pairing.Assigning;
using Sluice.Topology.Reconciliation.Pairing.Blocking;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Scoring;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing;

/// <summary>
/// Finds which records of two sides are one, or which of one side are duplicates: candidates by shared keys, agreement by
/// field, a score, and the choice with the largest total. Pure: the same sets of records give the same pairs, in whatever
/// order they come and on whatever machine. Owned by one thread.
/// </summary>
public sealed class PairingMatcher
{
    private readonly PairingData _data;
    private readonly PairComparer _comparer;

    public PairingMatcher(PairingData data)
    {
        (_data, _comparer) = (data, new PairComparer(data));
    }

    /// <summary>Pairs the records.</summary>
    /// <param name="stage">Is told what begins.</param>
    /// <exception cref="ArgumentException">The model is of other fields.</exception>
    public PairingResult Match(PairingOptions options, Action<string>? stage = null, CancellationToken cancel = default)
    {
        stage?.Invoke("blocking");
        var candidates = CandidateFinder.Find(_data, cancel);
        stage?.Invoke("comparing");
        var patterns = Patterns(candidates, cancel);
        stage?.Invoke("learning");
        var model = options.Scorer is null ? options.Model ?? Learn(patterns) : null;
        var scorer = options.Scorer?.Invoke(_data) ?? new FellegiSunterScorer(_data, model!);
        stage?.Invoke("scoring");
        var pairs = Likely(candidates, patterns, scorer, options.ProbabilityMin, cancel);
        stage?.Invoke("assigning");
        var (chosen, refused) = _data.Within ? Duplicates(pairs, scorer, options.ProbabilityMin) : (Assigned(pairs), 0);
        return new PairingResult(
            [.. chosen.Select(p => new PairedRecords(_data.Left.Ids[p.Left], _data.Right.Ids[p.Right], Score(scorer, p.Left, p.Right).Probability))],
            model,
            scorer.Version,
            candidates.Pairs.Count,
            candidates.PairsSkipped,
            candidates.PairsCut,
            refused);
    }

    private LinkageModel Learn(ulong[] patterns) =>
        ModelTraining.Fit(_data, PatternCounts.Of(patterns), RandomPairs.Compare(_data, _comparer), AlikePairs.Compare(_data, _comparer));

    private ulong[] Patterns(Candidates candidates, CancellationToken cancel)
    {
        var patterns = new ulong[candidates.Pairs.Count];
        for (var i = 0; i < patterns.Length; i++)
        {
            if ((i & 0xFFFF) == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            patterns[i] = _comparer.Compare(candidates.Pairs[i].Left, candidates.Pairs[i].Right);
        }

        return patterns;
    }

    private static List<WeightedPair> Likely(Candidates candidates, ulong[] patterns, IPairScorer scorer, int probabilityMin, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var likely = new List<WeightedPair>();
        var origin = scorer.Origin(probabilityMin);
        for (var i = 0; i < patterns.Length; i++)
        {
            var (left, right) = candidates.Pairs[i];
            var score = scorer.Score(left, right, patterns[i]);
            if (score.Probability >= probabilityMin)
            {
                likely.Add(new WeightedPair(left, right, Math.Max(1, score.Weight - origin)));
            }
        }

        return likely;
    }

    private static List<RowPair> Assigned(List<WeightedPair> pairs) =>
        [.. Assignment.Best(pairs).Select(p => new RowPair(p.Left, p.Right))];

    private (List<RowPair> Pairs, int Refused) Duplicates(List<WeightedPair> pairs, IPairScorer scorer, int probabilityMin)
    {
        // Where weights are shares and not evidence, what speaks against a pair is what it lacks of the least probability.
        var origin = Math.Max(scorer.Origin(probabilityMin), scorer is FixedWeightScorer ? probabilityMin : long.MinValue);
        var (clusters, refused) = Clusters.Of(pairs, (a, b) => Score(scorer, a, b).Weight - origin);
        var chosen = from cluster in clusters from a in cluster from b in cluster where a < b select new RowPair(a, b);
        return ([.. chosen.OrderBy(p => p.Left).ThenBy(p => p.Right)], refused);
    }

    private PairScore Score(IPairScorer scorer, int left, int right) => scorer.Score(left, right, _comparer.Compare(left, right));
}
