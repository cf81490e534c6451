using Sluice.Oracle.Facts;
using Sluice.Oracle.Input;

namespace Sluice.Checking.Books;

/// <summary>Which months are closed, and which version of which report is booked in which, told as a story.</summary>
public sealed class BookedReports
{
    private readonly Dictionary<(string Client, string Report), (string Month, ReportVersion Version)> _booked = [];
    private readonly HashSet<(string Client, string Month)> _closed = [];

    public bool IsClosed(string client, string month) => _closed.Contains((client, month));

    /// <summary>Clients whose month is closed, ordinal.</summary>
    public IEnumerable<string> Closed(string month) => _closed.Where(c => c.Month == month).Select(c => c.Client).Order(StringComparer.Ordinal);

    /// <summary>The closed month that has a version of the report, or null.</summary>
    public string? MonthOf(ReportVersion report) => _booked.TryGetValue((report.ClientId, report.ReportId), out var booked) ? booked.Month : null;

    /// <summary>Whether it is this version, in this month, that is booked of the report.</summary>
    public bool Has(ReportVersion report, string month) =>
        _booked.TryGetValue((report.ClientId, report.ReportId), out var booked) && booked.Month == month && booked.Version == report;

    /// <summary>All booked versions.</summary>
    public IReadOnlyCollection<ReportVersion> All => [.. _booked.Values.Select(b => b.Version)];

    /// <summary>Those of a client's month.</summary>
    public IReadOnlyCollection<ReportVersion> Of(string client, string month) =>
        [.. _booked.Where(b => b.Value.Month == month && b.Key.Client == client).Select(b => b.Value.Version)];

    /// <summary>Closes the client's month, or books it anew, with these versions and no others.</summary>
    public void Book(string client, string month, IEnumerable<ReportVersion> versions)
    {
        _closed.Add((client, month));
        foreach (var report in _booked.Where(b => b.Key.Client == client && b.Value.Month == month).Select(b => b.Key).ToList())
        {
            _booked.Remove(report);
        }

        foreach (var version in versions)
        {
            _booked[(client, version.ReportId)] = (month, version);
        }
    }

    /// <summary>
    /// The records that have to be late, and the closed month that each waits for: of every report the contents of its
    /// highest revision that are not booked, where a version of it is booked or their month is closed.
    /// </summary>
    /// <param name="records">In the order of each partition's offsets.</param>
    public IEnumerable<(RecordPlace Place, ReportVersion Report, string Month)> Late(IEnumerable<OpenedRecord> records)
    {
        var clients = _closed.Select(c => c.Client).ToHashSet(StringComparer.Ordinal);
        return records.Where(r => r.Report is { } report && clients.Contains(report.ClientId))
            .GroupBy(r => (r.Report!.ClientId, r.Report.ReportId))
            .SelectMany(report => LateOf(Highest(report)));
    }

    /// <summary>The different contents of the highest revision, each where it came first.</summary>
    private static List<OpenedRecord> Highest(IEnumerable<OpenedRecord> versions)
    {
        var kept = new List<OpenedRecord>();
        foreach (var version in versions)
        {
            if (kept.Count == 0 || version.Report!.Revision > kept[0].Report!.Revision)
            {
                kept = [version];
            }
            else if (version.Report!.Revision == kept[0].Report!.Revision && kept.TrueForAll(k => k.Report != version.Report))
            {
                kept.Add(version);
            }
        }

        return kept;
    }

    private IEnumerable<(RecordPlace Place, ReportVersion Report, string Month)> LateOf(List<OpenedRecord> highest)
    {
        var booked = MonthOf(highest[0].Report!);
        if (highest is [{ Report.Cancelled: true }] && booked is null)
        {
            yield break;
        }

        foreach (var (place, report) in highest.Select(h => (h.Place, h.Report!)))
        {
            var month = booked ?? BooksRecords.MonthOf(report);
            if (booked is null ? IsClosed(report.ClientId, month) : !Has(report, booked))
            {
                yield return (place, report, month);
            }
        }
    }
}
