using Shouldly;
using Sluice.Engine.Log;
using Xunit;

namespace Sluice.Engine.Testing.Compliance;

public abstract partial class LogCompliance
{
    [Fact]
    public async Task An_append_returns_the_first_offset_of_each_batch()
    {
        await AppendAsync(First, LogTestData.Numbered("before", 4));
        var offsets = await Log.AppendAsync(
            [(First, LogTestData.Numbered("a", 3)), (Second, LogTestData.Numbered("b", 2)), (First, LogTestData.Numbered("c", 1))],
            Cancel);
        offsets.ShouldBe([4L, 0L, 7L]);
        (await LogTestData.ReadAsync(Log, First, 4, 4, cancel: Cancel)).Select(r => r.Text[..2]).ShouldBe(["a-", "a-", "a-", "c-"]);
    }

    [Fact]
    public async Task An_append_of_no_batches_returns_no_offsets() =>
        (await Log.AppendAsync([], Cancel)).ShouldBeEmpty();

    [Fact]
    public async Task A_refused_append_appends_nothing()
    {
        await Should.ThrowAsync<LogException>(async () => await Log.AppendAsync(
            [(First, LogTestData.Numbered("a", 3)), (new TopicPartition("nowhere", 0), LogTestData.Numbered("b", 1))],
            Cancel));
        (await OffsetsAsync(First)).End.ShouldBe(0);
        (await AppendAsync(First, LogTestData.Numbered("c", 1))).ShouldBe(0);
        (await LogTestData.ReadAsync(Log, First, 0, 1, cancel: Cancel)).Single().Text.ShouldStartWith("c-");
    }

    /// <summary>Whether a read gives origins back.</summary>
    protected virtual bool GivesOriginsBack => true;

    [Fact]
    public async Task Records_with_an_origin_lie_among_others_and_are_read_like_them()
    {
        string?[] origins = ["0:1", null, "3:7,12:9", new string('9', 3000), null, "5:5"];
        await AppendAsync(First, LogTestData.WithOrigins(
            ([1], [1], origins[0]), ([2], [2], origins[1]), (null, [3], origins[2]), ([4], null, origins[3]), ([], [], origins[4]), (null, null, origins[5])));
        foreach (var (from, most) in new[] { (0, 6), (0, 1), (2, 2), (5, 1) })
        {
            var records = await LogTestData.ReadAsync(Log, First, from, 6 - from, most, cancel: Cancel);
            records.Select(r => r.Offset).ShouldBe(Enumerable.Range(from, 6 - from).Select(i => (long)i));
            records.Select(r => r.Key).ShouldBe(new byte[]?[] { [1], [2], null, [4], [], null }.Skip(from));
            records.Select(r => r.Value).ShouldBe(new byte[]?[] { [1], [2], [3], null, [], null }.Skip(from));
            records.Select(r => r.Origin).ShouldBe(origins.Skip(from).Select(o => GivesOriginsBack ? o ?? "" : ""));
        }
    }

    [Fact]
    public async Task Null_and_empty_keys_and_values_come_back_as_they_were()
    {
        await AppendAsync(First, LogTestData.Of((null, null), ([], []), (null, [1]), ([2], null), ([], [3]), ([4], [])));
        var records = await LogTestData.ReadAsync(Log, First, 0, 6, cancel: Cancel);
        records.Select(r => r.Key).ShouldBe([null, [], null, [2], [], [4]]);
        records.Select(r => r.Value).ShouldBe([null, [], [1], null, [3], []]);
    }

    [Fact]
    public async Task Timestamps_and_offsets_come_back()
    {
        await AppendAsync(First, LogTestData.Of((null, [1]), (null, [2])));
        var records = await LogTestData.ReadAsync(Log, First, 0, 2, cancel: Cancel);
        records.Select(r => (r.Offset, r.TimestampMs)).ShouldBe([(0L, 1_700_000_000_000L), (1L, 1_700_000_000_001L)]);
    }

    [Fact]
    public async Task The_largest_payload_passes_whole()
    {
        var large = new byte[Limits.PayloadBytesMax];
        new Random(7).NextBytes(large);
        await AppendAsync(First, LogTestData.Of((null, [1]), ([9], large), (null, [2])));
        var records = await LogTestData.ReadAsync(Log, First, 0, 3, maxBytes: 1000, cancel: Cancel);
        records[1].Value.ShouldBe(large);
        records[2].Value.ShouldBe([2]);
    }

    [Fact]
    public async Task A_large_append_reads_back_from_anywhere()
    {
        await AppendAsync(First, LogTestData.Numbered("l", 20_000));
        foreach (var from in new[] { 0, 1, 9_999, 19_998 })
        {
            var records = await LogTestData.ReadAsync(Log, First, from, 20_000 - from, maxRecords: 16_384, maxBytes: 4 << 20, cancel: Cancel);
            records.Select(r => (r.Offset, r.Text)).ShouldBe(Enumerable.Range(from, 20_000 - from).Select(i => ((long)i, LogTestData.NumberedText("l", i))));
        }
    }

    [Fact]
    public async Task Concurrent_appends_lose_and_tear_nothing()
    {
        var appends = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var places = new List<(long Offset, string Name)>();
            for (var i = 0; i < 25; i++)
            {
                var name = $"w{writer}.{i}";
                places.Add((await AppendAsync(First, LogTestData.Numbered(name, 5)), name));
            }

            return places;
        }));
        var places = await Task.WhenAll(appends);
        foreach (var writer in places)
        {
            writer.Select(p => p.Offset).ShouldBeInOrder(SortDirection.Ascending);
        }

        var expected = places.SelectMany(p => p).OrderBy(p => p.Offset)
            .SelectMany(p => Enumerable.Range(0, 5).Select(i => (p.Offset + i, LogTestData.NumberedText(p.Name, i))));
        var records = await LogTestData.ReadAsync(Log, First, 0, 1000, maxRecords: 77, cancel: Cancel);
        records.Select(r => (r.Offset, r.Text)).ShouldBe(expected);
    }

    [Fact]
    public async Task Appends_by_one_caller_keep_their_order_without_being_awaited()
    {
        var appends = Enumerable.Range(0, 50).Select(i => Log.AppendAsync([(First, LogTestData.Numbered("n", 1, from: i))], Cancel).AsTask());
        await Task.WhenAll(appends.ToList());
        var records = await LogTestData.ReadAsync(Log, First, 0, 50, cancel: Cancel);
        records.Select(r => r.Text).ShouldBe(Enumerable.Range(0, 50).Select(i => LogTestData.NumberedText("n", i)));
    }
}
