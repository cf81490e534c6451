using Sluice.Cli.Explaining;
using Sluice.Cli.Reading;
using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Reading;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Ops.Tests.Reading;
using Sluice.Topology;

namespace Sluice.Ops.Tests.Explaining;

/// <summary>What the log holds no longer is read from the facts that the shards have stored.</summary>
public sealed class ReaderSourceTests
{
    private static readonly TopicPartition s_reports = new(FinanceTopics.Reports, 0);

    private readonly List<string> _told = [];

    [Fact]
    public async Task A_log_that_has_lost_its_beginning_says_from_where_on_it_holds_the_records()
    {
        var source = await OpenAsync(Standing(epoch: 1, read: 100));

        (await Should.ThrowAsync<WindowLostException>(() => ReadAsync(source, from: 0, end: 100))).HeldFrom.ShouldBe(40);
        (await Should.ThrowAsync<WindowLostException>(() => ReadAsync(source, from: 0, end: 30))).HeldFrom.ShouldBe(40);
        (await Should.ThrowAsync<WindowLostException>(() => ReadAsync(source, from: 40, end: 101))).HeldFrom.ShouldBeNull("its end is lost, which no store makes up for");
    }

    [Fact]
    public async Task Stored_facts_are_handed_over_again_when_the_shard_changes_hands_and_a_person_is_told_once()
    {
        var loads = 0;
        var source = await OpenAsync(Standing(epoch: 3, read: 100), (standing, sink) =>
        {
            standing.Epoch.ShouldBe(3);
            sink(1, [1]);
            if (++loads == 1)
            {
                throw new FencedException("taken");
            }
        });
        List<long> seen = [];

        await source.LoadSegmentsAsync(s_reports, 40, (sequence, _) => seen.Add(sequence), default);
        await source.LoadSegmentsAsync(s_reports, 40, (sequence, _) => seen.Add(sequence), default);

        seen.ShouldBe([1, 1, 1]);
        _told.ShouldHaveSingleItem().ShouldStartWith("reports/0 below offset 40 comes from the stored facts");
    }

    [Fact]
    public async Task A_shard_that_had_not_taken_the_records_before_cannot_stand_in_for_the_log()
    {
        var source = await OpenAsync(Standing(epoch: 1, read: 39));

        (await Should.ThrowAsync<WindowLostException>(() => source.LoadSegmentsAsync(s_reports, 40, (_, _) => { }, default))).Message.ShouldContain("had not taken it before");
    }

    [Fact]
    public async Task A_look_at_a_file_reads_the_segments_of_a_shard_as_it_stands_and_of_no_owner_before()
    {
        var folder = Directory.CreateTempSubdirectory("sluice-reader");
        var options = new EmbeddedOptions { Path = Path.Combine(folder.FullName, "sluice.db") };
        try
        {
            await using (var database = await EmbeddedDatabase.OpenAsync(options))
            {
                await database.Store.PrepareAsync([], default);
                var lease = await database.Store.TakeAsync(2, default);
                for (var sequence = 1; sequence <= 3; sequence++)
                {
                    await database.Store.CommitAsync(
                        new ShardCommit { Shard = 2, Epoch = lease.Epoch, Sequence = sequence, Positions = Positions.None, Segment = new byte[] { (byte)sequence, 7 }, Rows = [] },
                        default);
                }
            }

            await using var reader = new FileReader((await EmbeddedSnapshot.TryOpenAsync(options))!);
            var standing = (await reader.StandingsAsync(default)).ShouldHaveSingleItem();
            List<string> segments = [];
            await reader.LoadSegmentsAsync(standing, (sequence, bytes) => segments.Add($"{sequence} {Convert.ToHexString(bytes)}"), default);

            segments.ShouldBe(["1 0107", "2 0207", "3 0307"]);
            await Should.ThrowAsync<FencedException>(async () => await reader.LoadSegmentsAsync(standing with { Epoch = standing.Epoch - 1 }, (_, _) => { }, default));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ShardStanding Standing(long epoch, long read) => new(0, epoch, 5, Positions.None.With(s_reports, read));

    private static Task ReadAsync(ReaderSource source, long from, long end) =>
        source.ReadWindowsAsync(FinanceTopics.Reports, 0, new HashSet<int> { 1 }, from, end, (in Engine.Log.Record _) => { }, default);

    /// <summary>A log that holds offsets 40 to 99 of the reports, and a window index that knows nothing.</summary>
    private Task<ReaderSource> OpenAsync(ShardStanding standing, Action<ShardStanding, SegmentSink>? segments = null) => ReaderSource.OpenAsync(
        new FakeBooks
        {
            Ends = { [FinanceTopics.Reports] = [100] },
            Starts = { [FinanceTopics.Reports] = [40] },
            Standings = [standing],
            Rows = { ["window_blocks"] = [["reports", 0L, "0000-02", 0L]] },
            Segments = segments ?? ((_, _) => { }),
        },
        new BooksSettings(),
        default,
        _told.Add);
}
