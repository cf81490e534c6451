using System.Globalization;
using System.Text;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Replay;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Tests.Control;
using Sluice.Engine.Tests.Shards;
using Record = Sluice.Engine.Log.Record;

namespace Sluice.Engine.Tests.Replay;

public sealed class WindowReaderTests
{
    private const int Block = Limits.WindowBlockOffsets;
    private static readonly TopicPartition s_source = new(TallyTopology.Numbers, 0);
    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task The_blocks_of_the_windows_are_read_and_what_is_not_indexed_yet()
    {
        var log = await LogAsync(5 * Block);
        await CommitAsync((4 * Block) + 5, Row(0, month: "2026-01", block: 1), Row(0, "2026-02", 2), Row(0, "2026-03", 3), Row(1, "2026-01", 0));

        var read = await ReadAsync(log, end: (4 * Block) + 7, Month(2026, 1), Month(2026, 3));

        read.ShouldBe([.. Enumerable.Range(Block, Block), .. Enumerable.Range(3 * Block, Block), (4 * Block) + 5, (4 * Block) + 6]);
    }

    [Fact]
    public async Task Quarantined_records_are_left_out()
    {
        var log = await LogAsync(10);
        await CommitAsync(10, Row(0, "2026-01", 0), RowChange.Upsert(EngineTables.Quarantined, s_source.Topic, 0L, 4L, "k", "why", DateTimeOffset.UnixEpoch));

        (await ReadAsync(log, 6, Month(2026, 1))).ShouldBe([0, 1, 2, 3, 5]);
    }

    [Fact]
    public async Task Keys_of_other_shards_are_left_out_where_others_place_them()
    {
        var log = await LogAsync(6, placesKeys: false);
        await _store.PrepareAsync(ToyTopology.Build(new ToyBook()).Tables, default);
        await _store.ClaimKeysAsync("key", 1, ["k1"], default);

        (await ReadAsync(log, 6, Month(2026, 1))).ShouldBe([0, 2, 3, 5]);
    }

    [Fact]
    public async Task A_window_that_reaches_before_what_the_log_retains_is_lost_in_words()
    {
        var log = await LogAsync(3000, retained: 10_000);
        await CommitAsync(3000, Row(0, "2026-01", 0));
        var start = (await log.OffsetsAsync(s_source.Topic, default))[0].Start;
        start.ShouldBeGreaterThan(0);

        (await Should.ThrowAsync<WindowLostException>(() => ReadAsync(log, 3000, Month(2026, 1)))).Message
            .ShouldStartWith($"numbers/0 is needed from offset 0 on, and the log holds it from {start} on only");
        (await ReadAsync(log, 3000, Month(2026, 2))).ShouldBeEmpty();
        (await Should.ThrowAsync<WindowLostException>(() => ReadAsync(log, 3001, Month(2026, 2)))).Message.ShouldContain("the log ends at 3000");
    }

    [Fact]
    public async Task From_an_offset_on_only_what_lies_behind_is_read_and_asked_for()
    {
        var log = await LogAsync(3000, retained: 10_000);
        await CommitAsync(3000, Row(0, "2026-01", 0));
        var start = (int)(await log.OffsetsAsync(s_source.Topic, default))[0].Start;

        var lost = await Should.ThrowAsync<WindowLostException>(() => ReadAsync(log, 3000, Options(), (long)start - 1, Month(2026, 1)));
        lost.HeldFrom.ShouldBe(start);
        (await ReadAsync(log, 3000, Options(), (long)start, Month(2026, 1))).ShouldBe(Enumerable.Range(start, 3000 - start));
        (await Should.ThrowAsync<WindowLostException>(() => ReadAsync(log, 3001, Options(), (long)start, Month(2026, 1)))).HeldFrom.ShouldBeNull();
    }

    [Fact]
    public async Task What_a_shard_has_stored_is_handed_over_whoever_owns_it_and_without_taking_it()
    {
        await CommitAsync(1, segment: "one"u8.ToArray());
        var owner = await _store.TakeAsync(0, default);
        var read = new List<string>();

        await Reader(await LogAsync(1), Options()).LoadAsync(s_source, 1, (sequence, segment) => read.Add($"{sequence} {Encoding.UTF8.GetString(segment)}"), default);
        (await Should.ThrowAsync<WindowLostException>(async () => await Reader(await LogAsync(1), Options()).LoadAsync(s_source, 2, (_, _) => read.Add("none"), default)))
            .Message.ShouldBe("numbers/0 is needed below offset 2, which the log no longer holds, and its shard had not taken it before");

        read.ShouldBe(["1 one"]);
        (await _store.StandingsAsync(default)).ShouldHaveSingleItem().Epoch.ShouldBe(owner.Epoch);
    }

    [Fact]
    public async Task A_limit_keeps_the_speed()
    {
        var log = await LogAsync(1000);
        var began = TimeProvider.System.GetTimestamp();
        (await ReadAsync(log, 1000, Options(limit: 5000), Month(2026, 1))).Count.ShouldBe(1000);
        TimeProvider.System.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(180));
    }

    private static int Month(int year, int month) => ((year - 1) * 12) + month - 1;

    private static RowChange Row(int partition, string month, long block) =>
        RowChange.Upsert(EngineTables.Windows, s_source.Topic, (long)partition, month, block);

    /// <summary>Records whose values are their offsets, of three keys in turn.</summary>
    private static async Task<InMemoryLog> LogAsync(int records, bool placesKeys = true, long? retained = null)
    {
        var log = new InMemoryLog { PlacesKeys = placesKeys };
        await log.EnsureTopicAsync(new TopicSpec(s_source.Topic, 2, retained), default);
        for (var i = 0; i < records;)
        {
            var builder = new LogBatchBuilder();
            for (var n = 0; n < 500 && i < records; n++, i++)
            {
                builder.Add(Encoding.UTF8.GetBytes($"k{i % 3}"), Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)), 0);
            }

            await log.AppendAsync([(s_source, builder.Take())], default);
        }

        return log;
    }

    private Task CommitAsync(long position, params RowChange[] rows) => CommitAsync(position, default, rows);

    private async Task CommitAsync(long position, ReadOnlyMemory<byte> segment, params RowChange[] rows)
    {
        await _store.PrepareAsync(EngineTables.All, default);
        var lease = await _store.TakeAsync(0, default);
        await _store.CommitAsync(
            new ShardCommit
            {
                Shard = 0,
                Epoch = lease.Epoch,
                Sequence = 1,
                Positions = Positions.None.With(s_source, position),
                Segment = segment,
                Rows = rows,
            },
            default);
    }

    private static EngineOptions Options(int? limit = null) => new() { Shards = 2, BatchRecords = 100, ReplayRecordsPerSecond = limit };

    private Task<List<int>> ReadAsync(ILog log, long end, params int[] windows) => ReadAsync(log, end, Options(), windows);

    private Task<List<int>> ReadAsync(ILog log, long end, EngineOptions options, params int[] windows) => ReadAsync(log, end, options, 0L, windows);

    private WindowReader Reader(ILog log, EngineOptions options) => new(
        new ReplayEdges(log, _store, options, new Retry(options, "test", 0)),
        ToyTopology.Build(new ToyBook()).ActorKind,
        () => new ReplayPace(options, new LiveLoad()));

    private async Task<List<int>> ReadAsync(ILog log, long end, EngineOptions options, long from, params int[] windows)
    {
        await _store.PrepareAsync(EngineTables.All, default);
        var read = new List<int>();
        await Reader(log, options).ReadAsync(
            s_source.Topic,
            0,
            windows.ToHashSet(),
            from,
            end,
            (in Record r) => read.Add(int.Parse(Encoding.UTF8.GetString(r.Value), CultureInfo.InvariantCulture)),
            default);
        return read;
    }
}
