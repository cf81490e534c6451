using Sluice.Engine.Outputs;

namespace Sluice.Cli.Retry;

/// <summary>Dead letters without what makes them large: there may be millions, of a mebibyte each.</summary>
internal static class LetterHeads
{
    private static readonly string[] Names = ["topic", "partition", "offset", "retried_at"];

    /// <summary>The columns of <see cref="EngineTables.DeadLetters"/> that it takes to choose among them.</summary>
    public static readonly TableSchema Table = new(
        EngineTables.DeadLetters.Name,
        EngineTables.DeadLetters.KeyColumns,
        Outbox: false,
        [.. EngineTables.DeadLetters.Columns.Where(c => Names.Contains(c.Name))]);

    public static readonly int RetriedAt = Table.Ordinal("retried_at");
}
