using Sluice.Cli.Reading;
using Sluice.Cli.Rendering;
using Sluice.Engine.Outputs;

namespace Sluice.Cli.Doctor;

/// <summary>Whether the output topics take what they are sent.</summary>
internal static class OutputChecks
{
    public static async Task<Finding> UnsentAsync(IBooksReader reader, CancellationToken cancel)
    {
        var table = EngineTables.UnsentMessages;
        var owed = await reader.ReadRowsAsync(table, [], cancel);
        if (owed.Count == 0)
        {
            return new Finding("outputs", Verdict.Ok, "no topic is owed messages");
        }

        var topics = owed.GroupBy(r => (string)r[0]!).Select(t =>
            $"{t.Key} is owed {Amounts.Count(t.Sum(r => (long)r[table.Ordinal("rows")]!))} rows "
            + $"since {t.Min(r => (DateTimeOffset)r[table.Ordinal("since")]!):yyyy-MM-dd HH:mm:ss}Z: {t.Last()[table.Ordinal("reason")]}");
        return new Finding("outputs", Verdict.Warn, string.Join("; ", topics), "the tables are up to date; grant the right to write, or start a worker again where the topic was deleted");
    }
}
