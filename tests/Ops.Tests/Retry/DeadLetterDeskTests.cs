using System.Text;
using Sluice.Cli.Retry;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Tests.Shards;
using Sluice.Topology;

namespace Sluice.Ops.Tests.Retry;

public sealed class DeadLetterDeskTests : IAsyncLifetime
{
    private const int Partitions = 3;

    private static readonly DateTimeOffset Now = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private readonly InMemoryStore _store = new();
    private readonly InMemoryLog _log = new() { PlacesKeys = false };

    public async Task InitializeAsync()
    {
        await _store.PrepareAsync(EngineTables.All, default);
        await _log.EnsureTopicAsync(new TopicSpec(FinanceTopics.Reports, Partitions), default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_record_is_told_where_it_lies_though_others_write_in_between(bool placesKeys)
    {
        var log = new InMemoryLog { PlacesKeys = placesKeys };
        await log.EnsureTopicAsync(new TopicSpec(FinanceTopics.Reports, Partitions), default);
        await SetAsideAsync(100);
        var among = new AmongLog(log, strangers: placesKeys ? 0 : 1);
        var answer = await new DeadLetterDesk(_store, among, TimeProvider.System).RetryAsync(new RetryRequest(null, null, null), default);

        answer.Retried.Count.ShouldBe(100);
        foreach (var letter in answer.Retried)
        {
            (await PayloadAsync(log, letter)).ShouldBe($"payload {letter.Offset}");
        }

        answer.Retried.Select(l => l.RetriedPartition).Distinct().Count().ShouldBe(Partitions);
        (await _store.ReadRowsAsync(LetterHeads.Table, [], default)).ShouldAllBe(l => l[LetterHeads.RetriedAt] != null);
    }

    [Fact]
    public async Task Who_may_not_mark_letters_appends_nothing()
    {
        await SetAsideAsync(3);
        var store = new HookedStore(_store) { BeforeComplete = () => throw new StoreException("permission denied for table dead_letters") };
        var refused = await Should.ThrowAsync<StoreException>(
            () => new DeadLetterDesk(store, _log, TimeProvider.System).RetryAsync(new RetryRequest(null, null, null), default));

        refused.Message.ShouldContain("permission denied");
        (await _log.OffsetsAsync(FinanceTopics.Reports, default)).Sum(o => o.End).ShouldBe(0);
        (await _store.ReadRowsAsync(LetterHeads.Table, [], default)).ShouldAllBe(l => l[LetterHeads.RetriedAt] == null);
    }

    [Fact]
    public async Task Letters_that_were_retried_are_passed_over_and_counted()
    {
        await SetAsideAsync(2);
        var desk = new DeadLetterDesk(_store, _log, TimeProvider.System);
        (await desk.RetryAsync(new RetryRequest(null, null, null), default)).Retried.Count.ShouldBe(2);
        var again = await desk.RetryAsync(new RetryRequest(FinanceTopics.Reports, null, null), default);
        (again.Retried.Count, again.AlreadyRetried).ShouldBe((0, 2));
        (await desk.RetryAsync(new RetryRequest(null, "reports:0:1", null), default)).Retried.Count.ShouldBe(1, "named, it is retried again");
    }

    private ValueTask SetAsideAsync(int letters) => _store.CompleteOutboxAsync(
        [],
        [.. Enumerable.Range(0, letters).Select(i => RowChange.Upsert(
            EngineTables.DeadLetters, FinanceTopics.Reports, 0L, (long)i, $"C-{i}", "bad", null, null, Encoding.UTF8.GetBytes($"payload {i}"), Now, null))],
        default);

    private static async Task<string> PayloadAsync(InMemoryLog log, RetriedLetter letter)
    {
        var source = new TopicPartition(letter.Topic, (int)letter.RetriedPartition);
        foreach (var record in await log.ReadAsync(source, letter.RetriedOffset, 1, 1, default))
        {
            return record.Offset == letter.RetriedOffset ? Encoding.UTF8.GetString(record.Value) : $"offset {record.Offset}";
        }

        return "nothing";
    }
}
