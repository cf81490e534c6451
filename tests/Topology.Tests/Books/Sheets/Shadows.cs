using System.Text;
using Sluice.Engine.Log;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Books.Sheets;

/// <summary>Shadow months of the messages that tests send to the live flow too.</summary>
internal static class Shadows
{
    public static readonly BooksSettings Settings = new();

    public static readonly BusinessMonth January = new(2026, 1);

    /// <summary>The usual book of <see cref="MarginDesk"/>: client C1 in INR, provider P1 at 250 a report.</summary>
    public static PriceBook UsualBook(params MarginRecord[] more) => Book(
    [
        MarginRecords.Client("C1", "INR", MarginDesk.Recorded),
        MarginRecords.Provider("P1", "A", "2020-01-01", MarginDesk.Recorded),
        MarginRecords.ProviderRule("PR1", "{}", "250", "INR", "2020-01-01", MarginDesk.Recorded),
        .. more,
    ]);

    public static PriceBook Book(IEnumerable<MarginRecord> records)
    {
        var (known, bookings) = (new List<ReferenceRecord>(), new List<Booking>());
        foreach (var record in records.Where(r => r.Topic != FinanceTopics.Reports))
        {
            var (key, json) = (Encoding.UTF8.GetBytes(record.Key), Encoding.UTF8.GetBytes(record.Json));
            if (record.Topic == ReferenceTopics.Bookings)
            {
                BookingDecoder.TryDecode(key, true, json, out var booking, out var fault).ShouldBeTrue(fault?.Reason);
                bookings.Add(booking!);
                continue;
            }

            ReferenceDecoder.TryDecode(record.Topic, key, true, json, out var decoded, out var why).ShouldBeTrue(why?.Reason);
            known.Add(decoded!);
        }

        return PriceBook.Empty.With(known, bookings);
    }

    /// <summary>A shadow that was handed the reports of its shard, at the offsets that they have there.</summary>
    public static ShadowMonth Fed(
        IEnumerable<MarginRecord> records, PriceBook book, BusinessMonth? month = null, ShadowScope? scope = null, int shard = 0, int shards = 1)
    {
        var shadow = new ShadowMonth(shard, month ?? January, book, Settings, scope ?? ShadowScope.All(long.MaxValue));
        var offset = 0L;
        foreach (var record in records.Where(r => r.Topic == FinanceTopics.Reports))
        {
            var key = Encoding.UTF8.GetBytes(record.Key);
            if (Partitioner.PartitionOf(key, shards) == shard)
            {
                shadow.Take(new Engine.Log.Record(offset++, 0, hasKey: true, key, hasValue: true, Encoding.UTF8.GetBytes(record.Json)));
            }
        }

        return shadow;
    }

    /// <summary>So many plain reports of a client, a minute apart.</summary>
    public static IEnumerable<MarginRecord> Reports(int count, string client = "C1", string prefix = "R", string provider = "P1") =>
        Enumerable.Range(1, count).Select(i => Report($"{prefix}{i}", client, provider, at: $"2026-01-15T{i / 60:00}:{i % 60:00}:00Z"));

    public static MarginRecord Report(
        string id, string client = "C1", string provider = "P1", string at = "2026-01-15T06:00:00Z", int revision = 1, bool cancelled = false, int images = 10) =>
        MarginRecords.Report(id, client, provider, "CT", "ROUTINE", images, at, revision, cancelled);

    public static MarginRecord PerReport(string price, string client = "C1", string id = "CR1", string more = "") =>
        MarginRecords.ClientRule(id, $$""" "tiers":[{"up_to":null,"unit_price":{{price}}}]{{more}} """, client);

    /// <summary>Lines as <c>rule kind tier units unit_price amount</c>.</summary>
    public static IEnumerable<string> Shown(IEnumerable<SheetLine> lines) =>
        lines.Select(l => FormattableString.Invariant($"{l.RuleId} {l.Kind} {l.Tier} {l.Units} {l.UnitPrice:0.####} {l.Amount:0.####}"));
}
