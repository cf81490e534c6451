using System.Text;
using System.Text.Json;
using Sluice.Samples;
using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Services;
using Sluice.Topology.Reference;

namespace Sluice.Simulation.Tests.Samples.Ledger;

/// <summary>A generated month of jobs and ledger, read as an engine would: the highest revision counts, what is cancelled does not.</summary>
internal sealed class ReadLedger
{
    private readonly Dictionary<string, Booked> _jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Booked> _entries = new(StringComparer.Ordinal);
    private readonly List<ReferenceRecord> _reference = [];
    private readonly List<(SampleRecord Record, Rejection Why)> _rejected = [];

    public ReadLedger(SampleOptions options)
    {
        Options = options;
        List<JsonElement> truth = [];
        new SampleMonth(options).Send((topic, json) =>
        {
            if (topic == SampleTopics.Truth)
                truth.Add(JsonDocument.Parse(json.ToArray()).RootElement);
        });
        Truth = truth;
        Matches = [.. Lines("match").Select(MatchLine.Read)];
        Records = [.. new SampleMonth(options).Records().Where(record => record.Topic is not SampleTopics.Reports)];
        foreach (var record in Records)
            Keep(record);
        Book = PriceBook.Empty.With(_reference);
        Jobs = Counting(_jobs);
        Entries = Counting(_entries);
    }

    /// <summary>A hard month of 20,000 jobs.</summary>
    public static ReadLedger Hard { get; } = new(new SampleOptions("2026-01", 0, 11, Clients: 30) { Jobs = 20_000, Ledger = LedgerMix.Hard });

    public SampleOptions Options { get; }

    public IReadOnlyList<JsonElement> Truth { get; }

    public IReadOnlyList<MatchLine> Matches { get; }

    public IReadOnlyList<SampleRecord> Records { get; }

    public IReadOnlyList<(SampleRecord Record, Rejection Why)> Rejected => _rejected;

    public PriceBook Book { get; }

    public IReadOnlyDictionary<string, Booked> Jobs { get; }

    public IReadOnlyDictionary<string, Booked> Entries { get; }

    public IEnumerable<JsonElement> Lines(string kind) => Truth.Where(line => line.GetProperty("kind").GetString() == kind);

    /// <summary>In the base currency at the month-end rate, not rounded.</summary>
    public decimal InBase(decimal amount, string currency) => currency == "INR"
        ? amount
        : amount * Book.Rates.Behind(currency, Topology.Time.BusinessMonth.Parse(Options.Month), FxPolicy.MonthEnd).Single().Rate;

    private void Keep(SampleRecord record)
    {
        var key = Encoding.UTF8.GetBytes(record.Key);
        switch (record.Topic)
        {
            case SampleTopics.Jobs:
                if (new JobDecoder().TryDecode(key, true, record.Json, out var job, out var noJob))
                    Latest(_jobs, Of(job));
                else
                    _rejected.Add((record, noJob!));
                break;
            case SampleTopics.Ledger:
                if (new LedgerDecoder().TryDecode(key, true, record.Json, out var entry, out var noEntry))
                    Latest(_entries, Of(entry));
                else
                    _rejected.Add((record, noEntry!));
                break;
            default:
                if (ReferenceDecoder.TryDecode(record.Topic, key, true, record.Json, out var reference, out var why)
                    && (reference is not FxRateRecord rate || RateChecks.Quote(rate, "INR") is null))
                    _reference.Add(reference!);
                else if (why is not null)
                    _rejected.Add((record, why));
                break;
        }
    }

    private Dictionary<string, Booked> Counting(Dictionary<string, Booked> all) => all.Values.Where(booked => !booked.Cancelled).ToDictionary(
        booked => booked.Id,
        booked => booked with
        {
            Site = Book.Aliases.Resolve(AliasKind.Site, booked.Site),
            Service = Book.Aliases.Resolve(AliasKind.ServiceType, booked.Service),
        },
        StringComparer.Ordinal);

    private static void Latest(Dictionary<string, Booked> known, Booked next)
    {
        if (!known.TryGetValue(next.Id, out var before) || before.Revision < next.Revision)
            known[next.Id] = next;
    }

    private static Booked Of(in JobRecord r) => new(
        Text(r.JobId), Text(r.ClientId), Text(r.Site), Text(r.ServiceType), r.ServiceDate, Scaled.ToDecimal(r.Quantity), Scaled.ToDecimal(r.Amount),
        Text(r.Currency), r.Revision, r.Cancelled, Scaled.ToDecimal(r.UnitRate), r.ServiceDate, "", "");

    private static Booked Of(in LedgerRecord r) => new(
        Text(r.EntryId), Text(r.ClientId), Text(r.Site), Text(r.ServiceType), r.ServiceDate, Scaled.ToDecimal(r.Quantity), Scaled.ToDecimal(r.Amount),
        Text(r.Currency), r.Revision, r.Cancelled, 0, r.PostedDate, Text(r.JobRef), Text(r.Reverses));

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}
