using System.Globalization;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Oracle.Facts;
using Sluice.Oracle.Input;

namespace Sluice.Checking.Books;

/// <summary>The records that the shards take, opened once, in the order of each partition's offsets.</summary>
/// <param name="records">All but those that a shard has set aside.</param>
/// <param name="quarantined">Reports on which the flow failed, with the client that their key names.</param>
public sealed class BooksRecords(IEnumerable<OpenedRecord> records, IReadOnlyList<(RecordPlace Place, string Client)> quarantined)
{
    private static readonly TimeSpan s_zone = TimeSpan.FromMinutes(330);

    /// <summary>All of them, faulty ones too.</summary>
    public IReadOnlyList<OpenedRecord> All { get; } = [.. records];

    /// <summary>The business month of a report, as <c>YYYY-MM</c>: that of India, which has one offset all year.</summary>
    public static string MonthOf(ReportVersion report) => new DateTime(report.CompletedAt, DateTimeKind.Utc).Add(s_zone).ToString("yyyy-MM");

    /// <summary>The month after one, both as <c>YYYY-MM</c>.</summary>
    public static string NextMonth(string month) =>
        DateTime.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture).AddMonths(1).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Those that a command with the cut can see.</summary>
    public IEnumerable<OpenedRecord> Below(Positions cut) => All.Where(record => IsBelow(record.Place, cut));

    /// <summary>Of these the reference data.</summary>
    public IEnumerable<OpenedRecord> ReferenceBelow(Positions cut) => Below(cut).Where(record => record.Report is null);

    /// <summary>The clients known at a cut, ordinal.</summary>
    public SortedSet<string> ClientsBelow(Positions cut) => PartiesBelow(cut, Topics.Clients);

    /// <summary>The providers known at a cut, ordinal.</summary>
    public SortedSet<string> ProvidersBelow(Positions cut) => PartiesBelow(cut, Topics.Providers);

    /// <summary>Clients with a report below the cut on which the flow failed.</summary>
    public IEnumerable<string> QuarantinedBelow(Positions cut) => quarantined.Where(q => IsBelow(q.Place, cut)).Select(q => q.Client);

    /// <summary>How many different contents the highest revision of a report has below a cut, of those in a month.</summary>
    public int ContentsBelow(Positions cut, string client, string report, string month)
    {
        var versions = Below(cut).Select(record => record.Report).OfType<ReportVersion>().Where(r => r.ClientId == client && r.ReportId == report).Distinct().ToList();
        return versions.Count(version => version.Revision == versions.Max(v => v.Revision) && MonthOf(version) == month);
    }

    private SortedSet<string> PartiesBelow(Positions cut, string topic) =>
        new(Below(cut).Where(record => record.Place.Topic == topic).Select(record => record.Party).OfType<string>(), StringComparer.Ordinal);

    private static bool IsBelow(RecordPlace place, Positions cut) => place.Offset < cut[new TopicPartition(place.Topic, place.Partition)];
}
