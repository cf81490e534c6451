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
        return Compute(new RecordOpener(options.BaseCurrency).Open(records), options);
    }

    /// <summary>The books of records that were opened before, in any order.</summary>
    public static MarginBooks Compute(IEnumerable<OpenedRecord> records, OracleOptions? options = null)
    {
        options ??= new OracleOptions();
        var closed = options.Closed;
        var reference = new ReferenceBook(options.AsOf);
        var reports = new ReportBook();
        var rejected = Sort(records, reference, reports);

        var calendar = new BusinessCalendar(options.BusinessZone);
        string MonthOf(ReportVersion report) => BusinessCalendar.MonthOf(calendar.DateOf(report.CompletedAt));
        var pricer = new ReportPricer(reference);
        var rates = new MonthRates(reference.FxRates.Current, options.BaseCurrency, closed.AsksClosingRates);
        var ledger = new MarginLedger(pricer.Slots, reference.Clients, rates, options.BaseCurrency);
        var fingerprints = new Fingerprints();
        var pending = new List<PendingRow>();
        var billed = new List<ReportVersion>();
        var standing = reports.Live.Select(report => pricer.Price(report, calendar.DateOf(report.CompletedAt))).ToArray();
        var gate = new HardGate(standing);
        foreach (var priced in standing)
        {
            var (report, month) = (priced.Report, BusinessCalendar.MonthOf(priced.Date));
            fingerprints.Add(month, report);
            if (!closed.IsJudged(report, month))
                continue;
            if (priced.Reasons != PendingReasons.None)
                pending.Add(new PendingRow(report.ClientId, report.ReportId, month, PendingKind.Pending, priced.Reasons));
            else if (!closed.HasPassedLimits(report) && gate.Breach(priced) is var breach and not PendingReasons.None)
                pending.Add(new PendingRow(report.ClientId, report.ReportId, month, PendingKind.Held, breach));
            else
            {
                ledger.Add(month, priced);
                billed.Add(report);
            }
        }
        foreach (var priced in closed.Booked.Select(report => pricer.Price(report, calendar.DateOf(report.CompletedAt))))
        {
            if (priced.Reasons == PendingReasons.None)
                ledger.Add(BusinessCalendar.MonthOf(priced.Date), priced);
        }
        foreach (var (month, client) in closed.Charged)
            ledger.Charge(month, client);
        pending.AddRange(reports.Conflicts.SelectMany(contents => contents
            .Where(content => closed.IsJudged(content, MonthOf(content)))
            .Select(MonthOf)
            .Distinct(StringComparer.Ordinal)
            .Select(month => new PendingRow(
                contents[0].ClientId, contents[0].ReportId, month, PendingKind.Conflict, PendingReasons.None))));

        var (margins, charges) = ledger.ClientRows();
        return new MarginBooks(
            margins, ledger.ProviderRows(), charges,
            [.. pending.OrderBy(row => row.Owner, StringComparer.Ordinal)
                .ThenBy(row => row.RecordId, StringComparer.Ordinal).ThenBy(row => row.Month, StringComparer.Ordinal)],
            [.. rejected.OrderBy(row => row.Place)],
            [.. fingerprints.Rows])
        { Earned = ledger.EarnedRows(), Billed = billed };
    }

    /// <summary>What a provider is paid in a currency: each rule's parts are added, then rounded once.</summary>
    /// <param name="rows">Of one provider, month and currency.</param>
    public static decimal Paid(IEnumerable<EarnedRow> rows) => rows
        .GroupBy(row => (row.Currency, row.RuleId))
        .Sum(rule => Math.Round(rule.Sum(row => row.Cogs), Currencies.MinorDigits(rule.Key.Currency), MidpointRounding.AwayFromZero));

    private static List<RejectedRow> Sort(IEnumerable<OpenedRecord> records, ReferenceBook reference, ReportBook reports)
    {
        var rejected = new List<RejectedRow>();
        foreach (var record in records)
        {
            if (record.Fault is { } fault)
                rejected.Add(new RejectedRow(record.Place, fault));
            else if (record.Report is { } report)
                reports.Add(report);
            else
                reference.Add(record.Reference!);
        }
        return rejected;
    }
}
