using System.Runtime.CompilerServices;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>
/// Segments as format 1 wrote them, at first without the fingerprints' sums, then with them, then with the mark that the
/// window index stands in a table: every later version must load them, and what they say must stay what it said. The files are never written anew; what is added gets its own.
/// </summary>
public class GoldenSegmentTests
{
    private static readonly int s_january = new BusinessMonth(2026, 1).Index;

    [Theory]
    [InlineData("segment-v1.hex", 2)]
    [InlineData("segment-v1-sums.hex", 2)]
    [InlineData("segment-v1-windows.hex", 0)]
    public void A_segment_of_format_1_loads(string file, int windowsToShow)
    {
        var desk = Desk();
        var machine = new ShardMachine<PriceBook>(FinanceTopology.Build(new BooksSettings()), 0, 1, new HashSet<(TopicPartition, long)>());
        machine.Restore(1, Golden(file));
        var positions = Positions.None.With(new TopicPartition(FinanceTopics.Reports, 0), 9);
        machine.Resume(new ShardLease(0, 2, 1, positions), Prices());

        ((MarginFlow)machine.Flows[0]).FactCount.ShouldBe(8);
        machine.Fingerprints[s_january].ShouldBe(desk.Fingerprint(2026, 1));
        machine.Fingerprints[s_january].ToString("x32").ShouldBe("cd64b27128241f200f7526570a3ae491");
        machine.Fingerprints[s_january - 1].ToString("x32").ShouldBe("3ccb76ff554b5e90b69d7e532243df48");

        // One more record shows that figures, duplicates and conflicts go on from where they stood.
        var more = new LogBatchBuilder();
        var report = Report("R9", "2026-01-15T06:00:00Z", 1, 10, false);
        more.Add(System.Text.Encoding.UTF8.GetBytes(report.Key), System.Text.Encoding.UTF8.GetBytes(report.Json), timestampMs: 0);
        var batch = new LogBatch(new TopicPartition(FinanceTopics.Reports, 0), 9, 10, 1, more.Take().Bytes);
        var commit = machine.Step(2, [batch], new ReferenceView<PriceBook>(Prices(), positions, [], []), DateTimeOffset.UnixEpoch).ShouldNotBeNull();
        commit.Rows.Single(r => r.Table == MarginTables.MarginSummary).Values[..4].ShouldBe(["2026-01", "C1", 3L, 300m]);
        commit.Rows.Count(r => r.Table == EngineTables.Windows).ShouldBe(windowsToShow);
        commit.Rows.Single(r => r.Table == EngineTables.Counters).Values.ShouldBe([0L, "records", 10L]);
    }

    [Fact]
    public void The_same_records_make_the_same_bytes_as_long_as_the_format_is_1()
    {
        ShardState.Format.ShouldBe((byte)1);
        Convert.ToHexStringLower(Desk().Driver.Advance().Segments(0).ShouldHaveSingleItem()).ShouldBe(Convert.ToHexStringLower(Golden("segment-v1-windows.hex")));
    }

    /// <summary>Ids of all three kinds, a revision, a cancellation, a conflict, a duplicate and two months.</summary>
    private static MarginDesk Desk()
    {
        var desk = new MarginDesk(shards: 1, batch: 1000);
        (string Id, string At, int Revision, int Images, bool Cancelled)[] reports =
        [
            ("R1", "2026-01-15T06:00:00Z", 1, 10, false),
            ("0b5f1e4e-6f6a-4a3e-9d3c-0123456789ab", "2026-01-16T06:00:00.1234567Z", 1, 0, false),
            ("an-id-too-long-to-lie-in-the-fact", "2025-12-31T18:29:59Z", 999_999, 5, false),
            ("R1", "2026-01-17T06:00:00Z", 2, 11, false),
            ("R2", "2026-01-15T06:00:00Z", 1, 10, false),
            ("R2", "2026-01-15T06:00:00Z", 2, 10, true),
            ("R3", "2026-01-15T06:00:00Z", 1, 10, false),
            ("R3", "2026-01-15T06:00:00Z", 1, 12, false),
            ("R3", "2026-01-15T06:00:00Z", 1, 12, false),
        ];
        foreach (var (id, at, revision, images, cancelled) in reports)
            desk.Send(Report(id, at, revision, images, cancelled));
        return desk;
    }

    private static MarginRecord Report(string id, string at, int revision, int images, bool cancelled) =>
        MarginRecords.Report(id, "C1", "P1", "CT", "STAT", images, at, revision, cancelled);

    /// <summary>One client at 100 a report and one provider at 100, both from January 1st on.</summary>
    private static PriceBook Prices() => PriceBook.Empty.With(
    [
        Book.Client("C1"), Book.ClientRule("CR1", "C1", "*"), Book.Provider("P1"), Book.ProviderRule("PR1", Book.Match()),
    ]);

    private static byte[] Golden(string file, [CallerFilePath] string here = "") =>
        Convert.FromHexString(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../Golden", file)).ReplaceLineEndings(""));
}
