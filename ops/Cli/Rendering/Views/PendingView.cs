using Sluice.Engine.Outputs;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Cli.Rendering.Views;

/// <summary>Records that count in no total yet, quarantined ones included.</summary>
/// <param name="kind">The one kind that was asked for; null for all.</param>
internal sealed class PendingView(IReadOnlyList<object?[]> rows, string? kind = null) : WaitingView(MarginTables.PendingRecords, rows)
{
    public const string QuarantinedKind = "quarantined";

    /// <summary>All kinds, those that mend themselves first.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Notice.Pending, Notice.Held, Notice.Conflict, QuarantinedKind];

    protected override string Nothing => kind == Notice.Conflict ? "no record is in conflict" : $"no record is {kind ?? Notice.Pending}";

    /// <summary>A quarantined record in the columns of a pending one: its month and id are not known.</summary>
    public static object?[] Quarantined(object?[] row)
    {
        var table = EngineTables.Quarantined;
        return [row[0], row[1], row[2], row[table.Ordinal("key")] ?? "", "", "", QuarantinedKind, row[table.Ordinal("reason")]];
    }

    protected override IEnumerable<string> Remedies()
    {
        var counts = Rows.GroupBy(r => Value<string>(r, "kind")).ToDictionary(g => g.Key, g => g.Count());
        return Kinds.Where(counts.ContainsKey).Select(each => $"{Amounts.Count(counts[each])} {each}: {Remedy(each)}");
    }

    protected override Tone ToneOf(string kind) => kind is Notice.Pending or Notice.Held ? Tone.Warning : Tone.Bad;

    private static string Remedy(string kind) => kind switch
    {
        Notice.Pending => "priced as soon as what is lacking is ingested",
        Notice.Held => "beyond a limit of the client's contract; counted after a new version of the rule, or a corrected report",
        Notice.Conflict => "one revision with different contents; a higher revision decides",
        _ => "the engine failed here, a defect; ./sluice dead-letters retry after the fix",
    };
}
