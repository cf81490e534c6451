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

    [Fact]
    public void Neither_order_nor_repetition_nor_batches_nor_shards_nor_restarts_change_the_tables()
    {
        var histories =
            from reports in Gen.ArrayOf(MarginGen.Report, 40)
            from reference in Gen.ArrayOf(MarginGen.Reference, 30)
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
            from reports in Gen.ArrayOf(MarginGen.Report, 40)
            from reference in Gen.ArrayOf(MarginGen.Reference, 25)
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
        var histories = from reports in Gen.ArrayOf(MarginGen.Report, 60) from reference in Gen.ArrayOf(MarginGen.Reference, 30) from order in Gen.Shuffle(reports.Concat(reference).ToArray()) select order;
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
