using System.Text;

namespace Sluice.Simulation.Command;

/// <summary>What a campaign found, for people.</summary>
public static class Summary
{
    /// <summary>The command that runs one seed again.</summary>
    public static string Replay(ulong seed) => $"./sluice simulate --seed {seed} --seeds 1";

    public static string Of(Campaign campaign, ulong first, TimeSpan taken)
    {
        var text = new StringBuilder();
        text.AppendLine("Faults, by point and kind:");
        text.AppendLine(campaign.Faults.ToTable());
        text.AppendLine("What happened besides:");
        text.AppendLine(campaign.Incidents.ToTable());
        text.AppendLine("What came of the commands:");
        text.AppendLine(campaign.Books.ToTable());
        var missed = campaign.Faults.Missed.Select(m => $"{m.Fault} at {m.Point}").ToList();
        text.AppendLine(missed.Count == 0 ? "No fault was missed." : $"Never struck: {string.Join(", ", missed)}.");
        text.AppendLine($"{campaign.Done} seeds from {first} on, {campaign.Records:N0} records, median {campaign.MedianRecords:N0} a history, {taken.TotalSeconds:F1} s.");
        foreach (var failure in campaign.Failures.Take(10))
        {
            text.AppendLine($"Seed {failure.Seed} failed: {failure.Failure}");
            text.AppendLine($"  again with: {Replay(failure.Seed)}");
        }

        text.Append(campaign.Failures.Count == 0 ? "All agree with the oracle." : $"{campaign.Failures.Count} of {campaign.Done} seeds failed.");
        return text.ToString();
    }
}
