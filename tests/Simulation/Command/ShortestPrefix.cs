using Sluice.Simulation.Running;

namespace Sluice.Simulation.Command;

/// <summary>
/// Looks for the shortest beginning of a world that fails still, by halving: the world is drawn whole and the rest is not
/// sent. What fails need not go on failing with more records, so it is the least found, not the least there is.
/// </summary>
/// <param name="Records">How many records are sent.</param>
/// <param name="Failure">What is wrong then.</param>
/// <param name="Tries">Runs that it took.</param>
public sealed record ShortestPrefix(int Records, string Failure, int Tries)
{
    /// <summary>Enough to halve the longest world down to one record.</summary>
    private const int TriesMax = 16;

    /// <summary>The least found of a seed that failed.</summary>
    /// <param name="failed">How it went, whole.</param>
    /// <param name="run">Runs it again with so many records.</param>
    public static ShortestPrefix Find(SeedResult failed, Func<int, SeedResult> run)
    {
        var (passes, tries) = (-1, 0);
        var least = new ShortestPrefix(failed.Sent, failed.Failure!, 0);
        while (least.Records - passes > 1 && tries < TriesMax)
        {
            var middle = passes + ((least.Records - passes) / 2);
            tries++;
            if (run(middle).Failure is { } failure)
            {
                least = new ShortestPrefix(middle, failure, tries);
            }
            else
            {
                passes = middle;
            }
        }

        return least with { Tries = tries };
    }
}
