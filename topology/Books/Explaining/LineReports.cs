using Sluice.Engine;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Records;

namespace Sluice.Topology.Books.Explaining;

/// <summary>
/// Which reports each line of a rule counts: they climb its tiers in the order of completed_at, report_id, so that every
/// tier's line has as many as its units.
/// </summary>
internal static class LineReports
{
    /// <param name="rule">The version that priced the lines.</param>
    /// <param name="lines">Of this rule, in document order.</param>
    /// <param name="reports">That this rule counts.</param>
    public static IEnumerable<(SheetLine Line, IReadOnlyList<LineReport> Reports)> Of(
        ClientRuleRecord rule, IReadOnlyList<SheetLine> lines, IEnumerable<LineReport> reports)
    {
        List<LineReport> all = [.. InOrder(reports)];
        var included = rule.ContractType == ContractType.Subscription ? (int)Math.Min(all.Count, rule.IncludedReports ?? 0) : 0;
        var next = included;
        var surcharged = new Queue<Priority>(Enum.GetValues<Priority>().Where(p => rule.Surcharges[(int)p] != 0 && all.Exists(r => r.Report.Priority == p)));
        foreach (var line in lines)
        {
            switch (line.Kind)
            {
                case LineKinds.Subscription:
                    yield return (line, all[..included]);
                    break;
                case LineKinds.Tier:
                    var count = rule.TierMode == TierMode.Graduated ? (int)line.Units : all.Count - included;
                    yield return (line, all.GetRange(next, count));
                    next += count;
                    break;
                case LineKinds.Surcharge:
                    var priority = surcharged.Dequeue();
                    yield return (line, all.FindAll(r => r.Report.Priority == priority));
                    break;
                default:
                    yield return (line, []);
                    break;
            }
        }

        Invariant.Check(surcharged.Count == 0, "every priority with a surcharge has its line");
    }

    public static IEnumerable<LineReport> InOrder(IEnumerable<LineReport> reports) =>
        reports.OrderBy(r => r.Report.CompletedAt).ThenBy(r => r.Report.ReportId, StringComparer.Ordinal).ThenBy(r => r.ClientId, StringComparer.Ordinal);
}
