namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// What is believed of a field before any pair is seen: how matches and other pairs spread over the levels, and for how many
/// pairs the belief counts. It decides in files of a few records, and keeps a level that was never met from weighing without
/// bound in large ones. Indexed as <see cref="Comparing.Agreement"/>.
/// </summary>
internal static class LevelPriors
{
    /// <summary>Pairs for which the belief counts.</summary>
    public const double Strength = 20;

    public static IReadOnlyList<double> Matches { get; } = [0, 0.06, 0.02, 0.03, 0.07, 0.02, 0.80];

    /// <summary>Of pairs that look alike and are no matches: as often equal as different.</summary>
    public static IReadOnlyList<double> LookAlikes { get; } = [0, 0.45, 0.05, 0.04, 0.03, 0.01, 0.42];

    public static IReadOnlyList<double> Others { get; } = [0, 0.80, 0.11, 0.05, 0.02, 0.001, 0.019];
}
