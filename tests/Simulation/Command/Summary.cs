using System.Text;
using Sluice.Simulation.Running;

namespace Sluice.Simulation.Command;

/// <summary>What a campaign found, for people.</summary>
public static class Summary
{
    private const int FailuresShown = 10;

    /// <summary>The command that runs one seed again.</summary>
    /// <param name="records">How many of its world's records are sent; null for all.</param>
    public static string Replay(ulong seed, int? records = null) =>
        $"./sluice simulate --seed {seed} --seeds 1{(records is { } count ? $" --records {count}" : "")}";

    /// <param name="shorten">Finds the shortest failing prefix of a failed seed; null leaves it out.</param>
    /// <param name="records">How many of each world's records were sent; null for all.</param>
    /// <param name="isComplete">Whether everything is to have been tried as often as in a campaign of full length.</param>
    public static string Of(
        Campaign campaign, ulong first, TimeSpan taken, Func<SeedResult, ShortestPrefix>? shorten = null, int? records = null, bool isComplete = false)
    {
        var text = new StringBuilder();
        text.AppendLine("Faults, by point and kind:");
        text.AppendLine(campaign.Faults.ToTable());
        text.AppendLine("What happened besides:");
        text.AppendLine(campaign.Incidents.ToTable());
        text.AppendLine("What befell commands, by step:");
        text.AppendLine(campaign.Steps.ToTable());
        text.AppendLine("What came of the commands:");
        text.AppendLine(campaign.Books.ToTable());
        var least = isComplete ? Campaign.HitsLeast : Math.Min(Campaign.HitsLeast, Campaign.HitsLeast * campaign.Done / Campaign.FullSeeds);
        if (least > 0)
        {
            // Of a shorter campaign its share; of a few seeds nothing can be said.
            var seldom = campaign.TooSeldom(least);
            text.AppendLine(seldom.Count == 0
                ? $"Every fault at every step, and every incident, came {least} times or more."
                : $"Fewer than {least} times: {string.Join(", ", seldom)}.");
        }

        text.AppendLine($"{campaign.Done} seeds from {first} on, {campaign.Records:N0} records, median {campaign.MedianRecords:N0} a history, {taken.TotalSeconds:F1} s.");
        foreach (var failure in campaign.Failures.Take(FailuresShown))
        {
            text.AppendLine($"Seed {failure.Seed} failed: {failure.Failure}");
            text.AppendLine($"  again with: {Replay(failure.Seed, records)}");
            if (shorten?.Invoke(failure) is { } prefix && prefix.Records < failure.Sent)
            {
                text.AppendLine($"  the shortest prefix found to fail, in {prefix.Tries} tries, is {prefix.Records} of {failure.Sent} records: {prefix.Failure}");
                text.AppendLine($"  again with: {Replay(failure.Seed, prefix.Records)}");
            }
        }

        var verdict = campaign.Failures.Count == 0 ? "All agree with the oracle" : $"{campaign.Failures.Count} of {campaign.Done} seeds failed";
        text.Append(isComplete && campaign.TooSeldom().Count > 0 ? $"{verdict}; too little was tried." : $"{verdict}.");
        return text.ToString();
    }
}
