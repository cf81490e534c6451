namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>Scores pairs of rows. Pure: a pair's score depends on the records and the scorer's version alone.</summary>
public interface IPairScorer
{
    /// <summary>Names what scored: a model, or the weights.</summary>
    string Version { get; }

    /// <param name="pattern">The agreements of the two rows, see <see cref="Comparing.PairComparer"/>.</param>
    PairScore Score(int left, int right, ulong pattern);

    /// <summary>The weight above which a pair with at least this probability, in millionths, adds to an assignment's total.</summary>
    long Origin(int probability);

    /// <summary>What each field contributes, in the order of the fields.</summary>
    IReadOnlyList<FieldWeight> Explain(int left, int right, ulong pattern);
}
