extern alias bugs;

using bugs::Sluice.Engine;
using bugs::Sluice.Simulation.Command;
using bugs::Sluice.Simulation.Running;

namespace Sluice.Simulation.Tests.Margin.Bugs;

/// <summary>Looks for a seed that fails with a planted bug, and only with it.</summary>
/// <param name="Seeds">Seeds that were run until it was found, or in vain.</param>
/// <param name="Found">The first such seed; null where there was none.</param>
internal sealed record BugHunt(int Seeds, SeedResult? Found)
{
    /// <param name="bug">What is in the second build meanwhile.</param>
    /// <param name="seedsMax">Seeds to run at most, from 1 on.</param>
    /// <param name="passedOver">Told of seeds that fail in any case: they say nothing of the bug.</param>
    public static BugHunt Run(Bug bug, int seedsMax, Action<string> passedOver)
    {
        PlantedBugs.Planted = bug;
        try
        {
            var seeds = 0;
            while (seeds < seedsMax)
            {
                var campaign = new Campaign();
                campaign.Run((ulong)seeds + 1, seedsMax - seeds, Environment.ProcessorCount, stopAtFailure: true);
                seeds += campaign.Done;
                foreach (var failure in campaign.Failures)
                {
                    // The first build has no bugs that are put in.
                    if (Sluice.Simulation.Running.SeedRun.Run(failure.Seed).Failure is not { } ofItsOwn)
                    {
                        return new BugHunt(seeds, failure);
                    }

                    passedOver($"seed {failure.Seed} fails without {bug} too: {ofItsOwn}");
                }
            }

            return new BugHunt(seeds, null);
        }
        finally
        {
            PlantedBugs.Planted = Bug.None;
        }
    }
}
