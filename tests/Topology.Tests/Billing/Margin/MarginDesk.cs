using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Testing.Driving;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>
/// The margin flow under a test driver, told in the words of the business. Usual: client C1 in INR at 1000 a report,
/// provider P1 of grade A at 250 a report.
/// </summary>
/// <param name="advanceUnits">So small that the way to a newer book takes many steps, with records coming in between; null for none.</param>
internal sealed class MarginDesk(int shards = 1, int batch = 1, int? advanceUnits = null)
{
    public const string Recorded = "2025-06-01T00:00:00Z";

    public TopologyTestDriver<PriceBook> Driver { get; } =
        new(FinanceTopology.Build(new BooksSettings()), new TestDriverOptions
        {
            Shards = shards,
            BatchRecords = batch,
            AdvanceUnits = advanceUnits ?? Limits.AdvanceUnitsPerStep,
            StepsWhileAdvancing = advanceUnits is not null,
        });

    public static MarginDesk Usual(string clientRule = """ "tiers":[{"up_to":null,"unit_price":1000}] """) =>
        new MarginDesk().Client("C1").ClientRule("CR1", clientRule).Provider("P1").ProviderRule("PR1");

    public MarginDesk Client(string id, string currency = "INR", string recorded = Recorded, string fxPolicy = "month-end") =>
        Send(MarginRecords.Client(id, currency, recorded, fxPolicy));

    public MarginDesk Rate(string currency, string date, string rate, string recorded = Recorded) => Send(MarginRecords.Rate(currency, date, rate, recorded));

    public MarginDesk Provider(string id, string grade = "A", string from = "2020-01-01", string recorded = Recorded) =>
        Send(MarginRecords.Provider(id, grade, from, recorded));

    public MarginDesk ProviderRule(string id, string match = "{}", string fee = "250", string currency = "INR", string from = "2020-01-01", string recorded = Recorded) =>
        Send(MarginRecords.ProviderRule(id, match, fee, currency, from, recorded));

    /// <param name="part">Its fields beyond the usual ones; a usual one given here takes the place of the usual.</param>
    public MarginDesk ClientRule(string id, string part, string client = "C1") => Send(MarginRecords.ClientRule(id, part, client));

    public MarginDesk Report(
        string id, string at = "2026-01-15T06:00:00Z", int revision = 1, bool cancelled = false, int images = 10,
        string client = "C1", string provider = "P1", string modality = "CT", string priority = "ROUTINE") =>
        Send(MarginRecords.Report(id, client, provider, modality, priority, images, at, revision, cancelled));

    public MarginDesk Reports(int count, string prefix = "R", string at = "2026-01-15T06:00:00Z", string client = "C1")
    {
        for (var i = 1; i <= count; i++)
            Report($"{prefix}{i}", at, client: client);
        return this;
    }

    /// <summary>Lets the shards learn that a month is closed, or was rerun.</summary>
    public MarginDesk Book(long number, long cut, params long[] excluded) => Book(new MonthBooking(number, cut, Excluded: excluded));

    public MarginDesk Book(MonthBooking booking) => Send(booking.ToRecord());

    public MarginDesk Send(MarginRecord record)
    {
        _ = record.Topic == FinanceTopics.Reports
            ? Driver.Pipe(record.Topic, record.Key, record.Json)
            : Driver.PipeReference(record.Topic, record.Key, record.Json);
        return this;
    }

    /// <summary>Every margin row as <c>month client reports revenue cogs</c>, INR; <c>–</c> where null.</summary>
    public IEnumerable<string> Margins() => Driver.Table(MarginTables.MarginSummary)
        .Select(r => $"{r["month"]} {r["client_id"]} {r["reports"]} {Show(r.Amount("revenue_inr"))} {Show(r.Amount("cogs_inr"))}");

    /// <summary>Every provider row as <c>month provider currency reports cogs</c>.</summary>
    public IEnumerable<string> Providers() => Driver.Table(MarginTables.ProviderSummary)
        .Select(r => $"{r["month"]} {r["provider_id"]} {r["currency"]} {r["reports"]} {Show(r.Amount("cogs"))}");

    /// <summary>Every waiting record as <c>id month kind</c>.</summary>
    public IEnumerable<string> Waiting() => Driver.Table(MarginTables.PendingRecords).Select(r => $"{r["record_id"]} {r["month"]} {r["kind"]}");

    /// <summary>Every late record as <c>id offset month it waits for</c>.</summary>
    public IEnumerable<string> Late() => Driver.Table(BooksTables.LateRecords).Select(r => $"{r["record_id"]} {r["offset"]} {r["month"]}");

    /// <summary>The reason of the one late record.</summary>
    public string LateReason() => Driver.Table(BooksTables.LateRecords).ShouldHaveSingleItem().Text("reason")!;

    /// <summary>The reason of the one waiting record.</summary>
    public string Reason() => Driver.Table(MarginTables.PendingRecords).ShouldHaveSingleItem().Text("reason")!;

    public UInt128 Fingerprint(int year, int month) => Driver.Fingerprint(new BusinessMonth(year, month).Index);

    public long Duplicates() => Driver.Table(Engine.Outputs.EngineTables.Counters).Where(r => r.Text("name") == "duplicates").Sum(r => r.Number("value"));

    private static string Show(decimal? amount) => amount?.ToString("0.########", CultureInfo.InvariantCulture) ?? "–";
}
