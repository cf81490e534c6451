using FsCheck;
using FsCheck.Fluent;
using Sluice.Engine.Testing.Driving;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>What is shown of closed months is a function of the set of records and bookings, and is what decision 16 says.</summary>
public class BookingProperties
{
    private static readonly Config s_thorough = Config.QuickThrowOnFailure.WithMaxTest(150);
    private static readonly string[] s_months = ["2025-12", "2026-01", "2026-02"];

    /// <summary>Many versions of few reports of two clients, which lie on one shard.</summary>
    private static readonly Gen<MarginRecord> s_report =
        from id in Gen.Choose(1, 3)
        from client in Gen.Choose(1, 2)
        from images in Gen.Choose(0, 2)
        from at in Gen.Elements("2025-12-10T06:00:00Z", "2026-01-15T06:00:00Z", "2026-02-10T06:00:00Z")
        from revision in Gen.Choose(1, 6)
        from cancelled in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select MarginRecords.Report($"R{id}", $"C{client}", "P1", "CT", "STAT", images, at, revision, cancelled);

    private static readonly Gen<MonthBooking[]> s_bookings =
        from cuts in Gen.ArrayOf(Gen.Choose(0, 25), 6)
        from clients in Gen.ArrayOf(Gen.Choose(1, 2), 6)
        from months in Gen.ArrayOf(Gen.Elements(s_months), 6)
        from moves in Gen.ArrayOf(Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false))), 6)
        from excluded in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 24), 2), 6)
        from alsoNext in Gen.ArrayOf(Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true))), 6)
        from count in Gen.Choose(0, 6)
        let ordered = cuts.Order().ToArray()
        select Enumerable.Range(0, count).SelectMany(i => (alsoNext[i] ? new[] { months[i], s_months[(Array.IndexOf(s_months, months[i]) + 1) % 3] } : [months[i]])
            .Select((month, line) => new MonthBooking(
                i + 1, ordered[i], $"C{clients[i]}", month, moves[i], i + 1, 1, (100 * line) + i, Line: line + 1,
                Excluded: [.. excluded[i].Select(e => (long)e).Where(e => e < ordered[i]).Distinct()]))).ToArray();

    /// <summary>Everything has a price and nothing a limit: what counts is what stands, or is booked.</summary>
    [Fact]
    public void The_booked_count_and_the_late_are_those_of_a_plain_reading_of_the_decision()
    {
        var histories =
            from reports in Gen.ArrayOf(s_report, 30)
            from bookings in s_bookings
            from mixed in Mixed([.. bookings.Select(b => b.ToRecord())], reports)
            from units in Gen.Elements<int?>(null, 1, 30)
            from restart in Gen.Choose(0, 40)
            select (reports, bookings, mixed, units, restart);

        Prop.ForAll(histories.ToArbitrary(), history =>
        {
            var desk = Usual(history.units);
            for (var i = 0; i < history.mixed.Count; i++)
            {
                desk.Send(history.mixed[i]);
                if (i == history.restart)
                    desk.Driver.Restart(0);
            }

            var plain = new PlainBooks(history.bookings);
            var chains = PlainVersion.Of(history.reports).Select(versions => (Versions: versions, Client: versions[0].Report[..2])).ToList();
            desk.Driver.Table(BooksTables.LateRecords).Select(r => $"{r["offset"]} {r["month"]}").Order(StringComparer.Ordinal)
                .ShouldBe(chains.SelectMany(c => plain.Late(c.Versions, c.Client)).Order(StringComparer.Ordinal));
            desk.Driver.Table(MarginTables.ProviderSummary).ToDictionary(r => r.Text("month")!, r => r.Number("reports"))
                .ShouldBe(chains.Select(c => plain.Counted(c.Versions, c.Client)).OfType<PlainVersion>()
                    .GroupBy(v => Topology.Time.BusinessMonth.FromIndex(v.Month).ToString())
                    .ToDictionary(m => m.Key, m => (long)m.Count()), ignoreOrder: true);
            foreach (var latest in history.bookings.GroupBy(b => (b.Client, b.Month)).Select(all => all.MaxBy(b => b.Number)!))
                desk.Driver.Table(MarginTables.MarginSummary).Single(r => r.Text("client_id") == latest.Client && r.Text("month") == latest.Month)
                    .ShouldSatisfyAllConditions(r => r.Text("status").ShouldBe("closed"), r => r.Amount("revenue").ShouldBe(latest.Revenue));
        }).Check(s_thorough);
    }

    [Fact]
    public void Neither_the_moment_a_booking_is_read_nor_batches_nor_restarts_change_the_tables()
    {
        var histories =
            from reports in Gen.ArrayOf(MarginGen.Report, 40)
            from reference in Gen.ArrayOf(MarginGen.Reference, 25)
            from bookings in s_bookings
            from others in Gen.Shuffle(reference.Concat(bookings.Select(b => b.ToRecord())).ToArray())
            from mixed in Mixed(others, reports)
            from batch in Gen.Elements(1, 3, 7, 1000)
            from restarts in Gen.Choose(0, 20)
            from units in Gen.Elements<int?>(null, 1, 3, 200)
            select (Plain: reports.Concat(reference).Concat(bookings.Select(b => b.ToRecord())).ToList(), mixed, batch, restarts, units);

        Prop.ForAll(histories.ToArbitrary(), history =>
        {
            var plain = new MarginDesk(batch: 1000);
            history.Plain.ForEach(record => plain.Send(record));

            var other = new MarginDesk(batch: history.batch, advanceUnits: history.units);
            for (var i = 0; i < history.mixed.Count; i++)
            {
                other.Send(history.mixed[i]);
                if (history.restarts > 0 && i % history.restarts == 3)
                    other.Driver.Restart(0);
            }

            Shown(other, advance: true).ShouldBe(Shown(plain, advance: true));
        }).Check(s_thorough);
    }

    [Fact]
    public void Rows_committed_while_a_booking_is_being_worked_in_are_those_of_the_book_before()
    {
        var histories =
            from reports in Gen.ArrayOf(MarginGen.Report, 30)
            from reference in Gen.ArrayOf(MarginGen.Reference, 20)
            from bookings in s_bookings
            from mixed in Mixed([.. reference, .. bookings.Select(b => b.ToRecord())], reports)
            from units in Gen.Choose(1, 100)
            select (mixed, units);

        Prop.ForAll(histories.ToArbitrary(), history =>
        {
            var desk = new MarginDesk(advanceUnits: history.units);
            var taken = new List<MarginRecord>();
            foreach (var record in history.mixed)
            {
                desk.Send(record);
                taken.Add(record);
                var positions = desk.Driver.Machine(0).Positions;
                var other = new MarginDesk(batch: int.MaxValue);
                foreach (var topic in taken.GroupBy(r => r.Topic))
                    topic.Take((int)positions[new Engine.Log.TopicPartition(topic.Key, 0)]).ToList().ForEach(r => other.Send(r));
                other.Driver.Advance();
                Shown(desk, advance: false).ShouldBe(Shown(other, advance: false));
            }
        }).Check(s_thorough);
    }

    /// <summary>Both in their own order, the one anywhere between the other.</summary>
    private static Gen<List<MarginRecord>> Mixed(MarginRecord[] some, MarginRecord[] reports) =>
        from at in Gen.ArrayOf(Gen.Choose(0, reports.Length), some.Length)
        let places = at.Order().ToArray()
        select Enumerable.Range(0, reports.Length + 1)
            .SelectMany(i => some.Where((_, s) => places[s] == i).Concat(reports.Skip(i).Take(1)))
            .ToList();

    private static MarginDesk Usual(int? units) => new MarginDesk(advanceUnits: units)
        .Client("C1").ClientRule("CR1", """ "tiers":[{"up_to":null,"unit_price":1000}] """)
        .Client("C2").ClientRule("CR2", """ "tiers":[{"up_to":null,"unit_price":700}] """, "C2")
        .Provider("P1").ProviderRule("PR1");

    private static List<string> Shown(MarginDesk desk, bool advance)
    {
        if (advance)
            desk.Driver.Advance();
        return
        [
            .. new[] { MarginTables.MarginSummary, MarginTables.ProviderSummary, MarginTables.PendingRecords, BooksTables.LateRecords }
                .SelectMany(table => desk.Driver.Committed(table).Select(row => $"{table.Name} {row}")),
        ];
    }
}
