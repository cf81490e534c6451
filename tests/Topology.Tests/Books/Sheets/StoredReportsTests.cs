using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Engine.Log;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Sheets;

/// <summary>A shadow month of what a shard has stored is one of the messages it was stored from.</summary>
public class StoredReportsTests
{
    [Fact]
    public void Stored_reports_give_the_sheets_that_their_messages_give()
    {
        var billed = 0;
        Prop.ForAll(World.Any.ToArbitrary(), ArbMap.Default.ArbFor<byte>(), (world, lost) =>
        {
            var book = Shadows.Book(world.Reference);
            var expected = Shadows.Fed(world.Reports, book);
            var actual = new ShadowMonth(0, Shadows.January, book, Shadows.Settings, ShadowScope.All(long.MaxValue));
            var (shard, reports) = (new StoredShard(), world.Reports.Where(r => r.Topic == FinanceTopics.Reports).ToList());
            var from = reports.Count == 0 ? 0 : lost % reports.Count;
            Each(reports, 0, shard.Take);
            var stored = new StoredReports(from, actual.Take);
            shard.Load((_, segment) => stored.Take(segment));
            Each(reports, from, actual.Take);

            Shown(actual.Sheet()).ShouldBe(Shown(expected.Sheet()));
            billed += expected.Sheet().Clients.Count;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
        billed.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Reports_at_or_beyond_the_end_are_passed_over()
    {
        var (shard, offsets) = (new StoredShard(), new List<long>());
        Each([.. Shadows.Reports(7)], 0, shard.Take);
        var stored = new StoredReports(5, (in StoredReport report) => offsets.Add(report.Fact.Offset));
        shard.Load((_, segment) => stored.Take(segment));

        offsets.ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void More_reports_than_memory_was_given_for_are_counted_and_not_kept()
    {
        var book = Shadows.UsualBook(MarginRecords.Client("C2", "INR", MarginDesk.Recorded));
        var longId = new string('9', 100);
        MarginRecord[] reports = [.. Shadows.Reports(10), Shadows.Report(longId), .. Shadows.Reports(4, "C2")];
        var demands = new[] { ("C1", (11 * 72L) + 164), ("C2", 4 * 72L) };

        var roomy = Shadows.Fed(reports, book, scope: ShadowScope.All(long.MaxValue) with { BytesMax = (15 * 72) + 164 });
        var full = Shadows.Fed(reports, book, scope: ShadowScope.All(long.MaxValue) with { BytesMax = (15 * 72) + 163 });

        (roomy.IsFull, full.IsFull).ShouldBe((false, true));
        roomy.Demands.ShouldBe(demands);
        full.Demands.ShouldBe(demands);
        Should.Throw<Engine.InvariantException>(() => full.Sheet());
    }

    private static void Each(List<MarginRecord> reports, int from, Engine.Replay.RecordSink sink)
    {
        for (var offset = from; offset < reports.Count; offset++)
        {
            sink(new Engine.Log.Record(offset, 0, hasKey: true, Encoding.UTF8.GetBytes(reports[offset].Key), hasValue: true, Encoding.UTF8.GetBytes(reports[offset].Json)));
        }
    }

    private static List<string> Shown(MonthSheet sheet) =>
    [
        .. sheet.Clients.Select(client => $"{client.Record} {string.Join(", ", Shadows.Shown(client.Lines))} {string.Join(", ", client.Earned)} {client.Fingerprint}"),
        .. sheet.Blocked.Select(record => record.ToString()),
    ];
}
