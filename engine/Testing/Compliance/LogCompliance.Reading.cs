using Shouldly;
using Sluice.Engine.Log;
using Xunit;

namespace Sluice.Engine.Testing.Compliance;

public abstract partial class LogCompliance
{
    [Fact]
    public async Task A_read_starts_at_any_offset()
    {
        await AppendAsync(First, LogTestData.Numbered("a", 10));
        await AppendAsync(First, LogTestData.Numbered("a", 10, from: 10));
        for (var from = 0; from < 20; from++)
        {
            var batch = await Log.ReadAsync(First, from, 3, 1 << 20, Cancel);
            batch.Source.ShouldBe(First);
            var records = LogTestData.Copy(batch);
            records.Count.ShouldBe(batch.Count);
            records.Count.ShouldBeInRange(1, 3);
            records.Select(r => r.Offset).ShouldBe(Enumerable.Range(from, records.Count).Select(o => (long)o));
            records.Select(r => r.Text).ShouldBe(records.Select(r => LogTestData.NumberedText("a", (int)r.Offset)));
            batch.NextOffset.ShouldBe(records[^1].Offset + 1);
        }
    }

    [Theory]
    [InlineData(1, 1 << 20)]
    [InlineData(7, 1 << 20)]
    [InlineData(1000, 1)]
    [InlineData(1000, 100)]
    [InlineData(1000, 5_000)]
    public async Task Reads_of_any_size_walk_the_whole_log(int maxRecords, int maxBytes)
    {
        for (var i = 0; i < 12; i++)
        {
            await AppendAsync(First, LogTestData.Numbered("a", 25, from: i * 25));
        }

        var seen = new List<string>();
        for (long from = 0; from < 300;)
        {
            var batch = await Log.ReadAsync(First, from, maxRecords, maxBytes, Cancel);
            batch.Count.ShouldBeInRange(1, maxRecords);
            (batch.Count == 1 || batch.Bytes.Length <= maxBytes).ShouldBeTrue();
            seen.AddRange(LogTestData.Copy(batch).Select(r => r.Text));
            batch.NextOffset.ShouldBeGreaterThan(from);
            from = batch.NextOffset;
        }

        seen.ShouldBe(Enumerable.Range(0, 300).Select(i => LogTestData.NumberedText("a", i)));
    }

    [Fact]
    public async Task An_offset_outside_the_log_is_refused()
    {
        await AppendAsync(First, LogTestData.Numbered("a", 3));
        await Should.ThrowAsync<LogException>(async () => await Log.ReadAsync(First, -1, 1, 1, Cancel));
        await Should.ThrowAsync<LogException>(async () => await Log.ReadAsync(First, 4, 1, 1, Cancel));
    }

    [Fact]
    public async Task A_read_at_the_end_waits_for_the_next_record()
    {
        await AppendAsync(First, LogTestData.Numbered("a", 3));
        var readers = Enumerable.Range(0, 5).Select(_ => Log.ReadAsync(First, 3, 10, 1 << 20, Cancel).AsTask()).ToList();
        await AppendAsync(Second, LogTestData.Numbered("elsewhere", 1));
        readers.ShouldAllBe(r => !r.IsCompleted);
        await AppendAsync(First, LogTestData.Numbered("a", 2, from: 3));
        foreach (var batch in await Task.WhenAll(readers).WaitAsync(Patience))
        {
            LogTestData.Copy(batch)[0].Text.ShouldBe(LogTestData.NumberedText("a", 3));
        }
    }

    [Fact]
    public async Task A_read_of_an_empty_partition_waits()
    {
        var read = Log.ReadAsync(First, 0, 10, 1 << 20, Cancel).AsTask();
        read.IsCompleted.ShouldBeFalse();
        await AppendAsync(First, LogTestData.Numbered("a", 1));
        (await read.WaitAsync(Patience)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_waiting_read_can_be_cancelled()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var read = Log.ReadAsync(First, 0, 10, 1 << 20, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => read.WaitAsync(Patience));
        await AppendAsync(First, LogTestData.Numbered("a", 1));
        (await Log.ReadAsync(First, 0, 10, 1 << 20, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_token_appends_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Should.ThrowAsync<OperationCanceledException>(async () => await Log.AppendAsync([(First, LogTestData.Numbered("a", 1))], cancelled));
        (await OffsetsAsync(First)).End.ShouldBe(0);
    }

    [Fact]
    public async Task A_tailing_reader_sees_every_record_once_and_in_order()
    {
        var reader = Task.Run(() => LogTestData.ReadAsync(Log, First, 0, 600, maxRecords: 9, cancel: Cancel));
        for (var i = 0; i < 200; i++)
        {
            await AppendAsync(First, LogTestData.Numbered("t", 3, from: i * 3));
        }

        var records = await reader.WaitAsync(Patience);
        records.Take(600).Select(r => (r.Offset, r.Text)).ShouldBe(Enumerable.Range(0, 600).Select(i => ((long)i, LogTestData.NumberedText("t", i))));
    }

    [Fact]
    public async Task An_acknowledged_append_is_visible_at_once()
    {
        for (var i = 0; i < 50; i++)
        {
            var offset = await AppendAsync(Second, LogTestData.Numbered("v", 1, from: i));
            (await OffsetsAsync(Second)).End.ShouldBe(offset + 1);
            LogTestData.Copy(await Log.ReadAsync(Second, offset, 1, 1, Cancel)).Single().Text.ShouldBe(LogTestData.NumberedText("v", i));
        }
    }
}
