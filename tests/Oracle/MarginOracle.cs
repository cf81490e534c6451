using Sluice.Oracle.Facts;
using Sluice.Oracle.Fx;
using Sluice.Oracle.Input;
using Sluice.Oracle.Limits;
using Sluice.Oracle.Margins;
using Sluice.Oracle.Pricing;
using Sluice.Oracle.Reference;
using Sluice.Oracle.Results;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle;

/// <summary>Recomputes the margin books of open months from all records at once, to check the engine's against.</summary>
/// <remarks>
/// It shares no code with the engine and prefers the obvious to the fast. The books depend on the set of records only,
/// never on their order. It takes the records in one pass and keeps one version a report.
/// </remarks>
public static class MarginOracle
{
    /// <summary>The books of a folder of TOPIC.jsonl files.</summary>
    public static MarginBooks ComputeFolder(string folder, OracleOptions? options = null) =>
        Compute(FolderReader.Read(folder), options);

    /// <summary>The books of the records, in any order; records of other topics are passed over.</summary>
    public static MarginBooks Compute(IEnumerable<OracleRecord> records, OracleOptions? options = null)
    {
        options ??= new OracleOptions();
        var reference = new ReferenceBook(options.AsOf);
        var reports = new ReportBook();
        var rejected = Sort(records, new TopicShapes(options.BaseCurrency), reference, reports);

        var calendar = new BusinessCalendar(options.BusinessZone);
        var pricer = new ReportPricer(reference);
        var ledger = new MarginLedger(
            pricer.Slots, reference.Clients, new MonthRates(reference.FxRates.Current, options.BaseCurrency), options.BaseCurrency);
        var fingerprints = new Fingerprints();
        var pending = new List<PendingRow>();
        var standing = reports.Live.Select(report => pricer.Price(report, calendar.DateOf(report.CompletedAt))).ToArray();
        var gate = new HardGate(standing);
        foreach (var priced in standing)
        {
            var (report, month) = (priced.Report, BusinessCalendar.MonthOf(priced.Date));
            fingerprints.Add(month, report);
            if (priced.Reasons != PendingReasons.None)
                pending.Add(new PendingRow(report.ClientId, report.ReportId, month, PendingKind.Pending, priced.Reasons));
            else if (gate.Breach(priced) is var breach and not PendingReasons.None)
                pending.Add(new PendingRow(report.ClientId, report.ReportId, month, PendingKind.Held, breach));
            else
                ledger.Add(month, priced);
        }
        pending.AddRange(reports.Conflicts.SelectMany(contents => contents
            .Select(content => BusinessCalendar.MonthOf(calendar.DateOf(content.CompletedAt)))
            .Distinct(StringComparer.Ordinal)
            .Select(month => new PendingRow(
                contents[0].ClientId, contents[0].ReportId, month, PendingKind.Conflict, PendingReasons.None))));

        var (margins, charges) = ledger.ClientRows();
        return new MarginBooks(
            margins, ledger.ProviderRows(), charges,
            [.. pending.OrderBy(row => row.Owner, StringComparer.Ordinal)
                .ThenBy(row => row.RecordId, StringComparer.Ordinal).ThenBy(row => row.Month, StringComparer.Ordinal)],
            [.. rejected.OrderBy(row => row.Place)],
            [.. fingerprints.Rows]);
    }

    private static List<RejectedRow> Sort(
        IEnumerable<OracleRecord> records, TopicShapes shapes, ReferenceBook reference, ReportBook reports)
    {
        var rejected = new List<RejectedRow>();
        var shared = new Dictionary<string, string>(StringComparer.Ordinal);
        string Share(string text) => shared.TryGetValue(text, out var known) ? known : shared[text] = text;
        foreach (var record in records)
        {
            if (!shapes.TryFind(record.Topic, out var topic))
                continue;
            if (Judge.Open(record, topic.Shape, topic.Owner, out var document) is { } fault)
            {
                rejected.Add(new RejectedRow(record.Place, fault));
                continue;
            }
            using (document)
            {
                if (record.Topic == Topics.Reports)
                    reports.Add(ReportVersion.Read(document!.RootElement, Share));
                else
                    reference.Add(record.Topic, document!.RootElement);
            }
        }
        return rejected;
    }
}
