using FsCheck;
using FsCheck.Fluent;
using Sluice.Engine.Outputs;
using Sluice.Engine.Testing.Driving;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>A month's figures are a function of the set of records and of the reference data, never of their arrival.</summary>
public class OrderIndependenceTests
{
    private static readonly Config s_thorough = Config.QuickThrowOnFailure.WithMaxTest(100);

    private static readonly string[] s_dates = ["2025-12-31T18:29:59Z", "2025-12-31T18:30:00Z", "2026-01-15T06:00:00Z", "2026-01-31T20:00:00Z"];

    private static readonly Gen<MarginRecord> s_report =
        from id in Gen.Choose(1, 12)
        from client in Gen.Choose(1, 5)
        from provider in Gen.Choose(1, 3)
        from modality in Gen.Elements("CT", "MR")
        from priority in Gen.Elements("ROUTINE", "URGENT", "STAT")
        from images in Gen.Choose(0, 2)
        from at in Gen.Elements(s_dates)
        from revision in Gen.Choose(1, 3)
        from cancelled in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select MarginRecords.Report($"R{id}", $"C{client}", $"P{provider}", modality, priority, images, at, revision, cancelled);

    private static readonly Gen<string> s_recorded = Gen.Choose(1, 9).Select(day => $"2025-06-0{day}T00:00:00Z");

    private static readonly Gen<MarginRecord> s_reference = Gen.OneOf(
        from id in Gen.Choose(1, 5)
        from currency in Gen.Frequency((4, Gen.Constant("INR")), (1, Gen.Constant("USD")))
        from recorded in s_recorded
        from policy in Gen.Elements("month-end", "average")
        select MarginRecords.Client($"C{id}", currency, recorded, policy),
        from date in Gen.Elements("2025-12-25", "2025-12-31", "2026-01-02", "2026-01-30", "2026-02-02")
        from rate in Gen.Choose(1, 9)
        from recorded in s_recorded
        select MarginRecords.Rate("USD", date, $"8{rate}.33333333", recorded),
        from id in Gen.Choose(1, 3)
        from grade in Gen.Elements("A", "B")
        from effective in Gen.Elements("2020-01-01", "2026-01-10")
        from recorded in s_recorded
        select MarginRecords.Provider($"P{id}", grade, effective, recorded),
        from id in Gen.Choose(1, 4)
        from match in Gen.Elements("{}", """{"grade":"B"}""", """{"provider_id":"P1"}""", """{"modality":"MR","priority":"STAT"}""")
        from fee in Gen.Choose(1, 9)
        from currency in Gen.Frequency((4, Gen.Constant("INR")), (1, Gen.Constant("USD")))
        from effective in Gen.Elements("2020-01-01", "2026-01-15")
        from recorded in s_recorded
        select MarginRecords.ProviderRule($"PR{id}", match, $"{fee}.335", currency, effective, recorded),
        from id in Gen.Choose(1, 6)
        from client in Gen.Choose(1, 5)
        from modality in Gen.Elements("*", "MR")
        from price in Gen.Choose(1, 9)
        from currency in Gen.Frequency((5, Gen.Constant("INR")), (1, Gen.Constant("USD")))
        from effective in Gen.Elements("2020-01-01", "2026-01-15")
        from recorded in s_recorded
        from limits in Gen.Frequency(
            (4, Gen.Constant("{}")),
            (2, Gen.Choose(0, 4).Select(most => $$"""{"max_reports_per_day":{{most}}}""")),
            (1, Gen.Constant("""{"max_images_per_report":1,"max_reports_per_day":2}""")))
        select MarginRecords.ClientRule(
            $"CR{id}",
            $$""" "limits":{{limits}},"modality":"{{modality}}","currency":"{{currency}}","tiers":[{"up_to":2,"unit_price":{{price}}.25,"flat_fee":7},{"up_to":null,"unit_price":1}],"effective_from":"{{effective}}","recorded_at":"{{recorded}}" """,
            $"C{client}"));

    [Fact]
    public void Neither_order_nor_repetition_nor_batches_nor_shards_nor_restarts_change_the_tables()
    {
        var histories =
            from reports in Gen.ArrayOf(s_report, 40)
            from reference in Gen.ArrayOf(s_reference, 30)
            from repeated in Gen.SubListOf(reports)
            from order in Gen.Shuffle(reports.Concat(repeated).Concat(reference).ToArray())
            from shards in Gen.Choose(1, 4)
            from batch in Gen.Elements(1, 3, 7, 1000)
            from restarts in Gen.Choose(0, 20)
            from units in Gen.Elements<int?>(null, 1, 3, 200)
            select (Records: reference.Concat(reports).ToArray(), order, shards, batch, restarts, units);

        Prop.ForAll(histories.ToArbitrary(), history =>
        {
            var plain = new MarginDesk(shards: 1, batch: 1000);
            foreach (var record in history.Records)
                plain.Send(record);

            var other = new MarginDesk(history.shards, history.batch, history.units);
            for (var i = 0; i < history.order.Length; i++)
            {
                other.Send(history.order[i]);
                if (history.restarts > 0 && i % history.restarts == 3)
                    other.Driver.Restart(i % history.shards);
            }

            Books(other).ShouldBe(Books(plain));
            for (var shard = 0; shard < history.shards; shard++)
                other.Driver.Restart(shard);
            (other.Fingerprint(2025, 12), other.Fingerprint(2026, 1), other.Fingerprint(2026, 2)).ShouldBe(
                (plain.Fingerprint(2025, 12), plain.Fingerprint(2026, 1), plain.Fingerprint(2026, 2)));
        }).Check(s_thorough);
    }

    /// <summary>Whatever is committed on the way to a newer book is of one book: that of the position the row names.</summary>
    [Fact]
    public void Rows_committed_while_a_book_is_being_moved_to_are_those_of_the_book_before()
    {
        var histories =
            from reports in Gen.ArrayOf(s_report, 40)
            from reference in Gen.ArrayOf(s_reference, 25)
            from order in Gen.Shuffle(reports.Concat(reference).ToArray())
            from units in Gen.Choose(1, 100)
            select (order, units);

        Prop.ForAll(histories.ToArbitrary(), history =>
        {
            var desk = new MarginDesk(advanceUnits: history.units);
            var taken = new List<MarginRecord>();
            foreach (var record in history.order)
            {
                desk.Send(record);
                taken.Add(record);
                Committed(desk).ShouldBe(Committed(Recomputed(desk, taken)));
            }
        }).Check(s_thorough);
    }

    /// <summary>Each client's COGS come from its reports' providers: the sums over both sides agree, shard by shard.</summary>
    [Fact]
    public void What_clients_cost_is_what_providers_earn()
    {
        var histories = from reports in Gen.ArrayOf(s_report, 60) from reference in Gen.ArrayOf(s_reference, 30) from order in Gen.Shuffle(reports.Concat(reference).ToArray()) select order;
        Prop.ForAll(histories.ToArbitrary(), order =>
        {
            var desk = new MarginDesk(shards: 3, batch: 5);
            foreach (var record in order)
                desk.Send(record);

            var (clients, providers) = (desk.Driver.Table(MarginTables.MarginSummary), desk.Driver.Table(MarginTables.ProviderSummary));
            foreach (var month in new[] { "2025-12", "2026-01", "2026-02" })
                clients.Where(r => r.Text("month") == month).Sum(r => r.Number("reports")).ShouldBe(providers.Where(r => r.Text("month") == month).Sum(r => r.Number("reports")));
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>The books of the records at or below the positions that the desk has committed.</summary>
    private static MarginDesk Recomputed(MarginDesk desk, List<MarginRecord> records)
    {
        var other = new MarginDesk(batch: int.MaxValue);
        var positions = desk.Driver.Machine(0).Positions;
        foreach (var topic in records.GroupBy(record => record.Topic))
        {
            foreach (var record in topic.Take((int)positions[new Engine.Log.TopicPartition(topic.Key, 0)]))
                other.Send(record);
        }

        other.Driver.Advance();
        return other;
    }

    private static List<string> Committed(MarginDesk desk) =>
    [
        .. desk.Driver.Committed(MarginTables.MarginSummary).Select(Row),
        .. desk.Driver.Committed(MarginTables.ProviderSummary).Select(Row),
        .. desk.Driver.Committed(MarginTables.PendingRecords).Select(Row),
    ];

    /// <summary>All that is a function of the set: rows without shard, offset and time.</summary>
    private static List<string> Books(MarginDesk desk) =>
    [
        .. desk.Driver.Table(MarginTables.MarginSummary).Select(Row),
        .. desk.Driver.Table(MarginTables.ProviderSummary).Select(Row),
        .. desk.Driver.Table(MarginTables.PendingRecords).Select(r => $"{r["owner"]} {r["record_id"]} {r["month"]} {r["kind"]} {r["reason"]}").Order(StringComparer.Ordinal),
        .. desk.Driver.Table(EngineTables.DeadLetters).Select(Row),
    ];

    private static string Row(TestRow row) => row.ToString();
}
