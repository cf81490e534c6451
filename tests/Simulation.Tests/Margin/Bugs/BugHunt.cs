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
    private static readonly Incident[] s_losses =
        [Incident.LogTruncated, Incident.TopicRecreated, Incident.RetentionOvertook, Incident.LogRestored];

    /// <param name="bug">What is in the second build meanwhile.</param>
    /// <param name="seedsMax">Seeds to run at most, from 1 on.</param>
    /// <param name="passedOver">Told of failures that may come from elsewhere: they say nothing of the bug.</param>
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
                    if (Excuse(bug, failure) is not { } excuse)
                    {
                        return new BugHunt(seeds, failure);
                    }

                    passedOver($"seed {failure.Seed} says nothing of {bug}: {excuse}");
                }
            }

            return new BugHunt(seeds, null);
        }
        finally
        {
            PlantedBugs.Planted = Bug.None;
        }
    }

    /// <summary>What else than the bug the failure may come from; null for nothing.</summary>
    private static string? Excuse(Bug bug, SeedResult failure)
    {
        // A bug changes the order of all that follows, so that its history may meet what the clean one of the seed does not.
        if (bug != Bug.LogChangeUnnoticed && s_losses.Any(loss => failure.Incidents[loss] > 0))
        {
            return $"its log has lost records: {failure.Failure}";
        }

        // The first build has no bugs that are put in.
        return Sluice.Simulation.Running.SeedRun.Run(failure.Seed).Failure is { } ofItsOwn ? $"it fails in any case: {ofItsOwn}" : null;
    }
}
