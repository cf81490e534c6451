using System.Text;
using Sluice.Oracle.Pricing;
using Sluice.Oracle.Results;

namespace Sluice.Oracle.Limits;

/// <summary>Holds the reports that break a limit of the client rule that prices them.</summary>
internal sealed class HardGate
{
    private static readonly Comparer<string> ByBytes = Comparer<string>.Create(
        (left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    private readonly HashSet<(string Client, string Report)> _beyondDay;

    /// <param name="standing">All reports that count, priced or waiting: a day's places depend on each of them.</param>
    public HardGate(IEnumerable<PricedReport> standing) => _beyondDay =
    [
        .. standing
            .Where(priced => priced is { HasClientRule: true, ClientRule.MaxReportsPerDay: not null })
            .GroupBy(priced => (priced.Report.ClientId, priced.ClientRule!.Id, priced.Date))
            .SelectMany(BeyondLimit)
            .Select(priced => (priced.Report.ClientId, priced.Report.ReportId)),
    ];

    /// <summary>The limit a report with both prices breaks, images first; none when it may be billed.</summary>
    public PendingReasons Breach(PricedReport priced)
    {
        if (priced.Report.Images > priced.ClientRule!.MaxImagesPerReport)
            return PendingReasons.ImageLimit;
        return _beyondDay.Contains((priced.Report.ClientId, priced.Report.ReportId))
            ? PendingReasons.DayLimit
            : PendingReasons.None;
    }

    // A report keeps its place whatever else holds it up, so that no other moves when it is priced or released.
    private static IEnumerable<PricedReport> BeyondLimit(IEnumerable<PricedReport> day)
    {
        var places = day.OrderBy(priced => priced.Report.CompletedAt).ThenBy(priced => priced.Report.ReportId, ByBytes).ToArray();
        return places.Where((priced, before) => before + 1 > priced.ClientRule!.MaxReportsPerDay);
    }
}
