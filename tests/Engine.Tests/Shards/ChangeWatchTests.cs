using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Tests.Shards;

/// <summary>When a topic that was made anew is noticed, though no read of it was refused; in virtual time.</summary>
public sealed class ChangeWatchTests
{
    private static readonly TopicPartition s_source = new("numbers", 0);

    private readonly SeededScheduler _world = new(seed: 1, new SchedulerOptions());
    private readonly InMemoryLog _log = new();

    private Positions _committed = Positions.None;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(70)]
    public void A_topic_made_anew_at_any_time_after_its_first_record_was_read_is_noticed(int seconds) => _world.Run(async () =>
    {
        await AppendAsync(3, "first");
        using var cancel = new CancellationTokenSource();
        var watch = WatchAsync(cancel.Token);
        await PassAsync(seconds);
        await ReadOnAsync();
        await PassAsync(5);

        _log.DropTopic(s_source.Topic);
        await AppendAsync(9, "second");
        await ReadOnAsync();
        await PassAsync(65);

        watch.IsFaulted.ShouldBeTrue();
        var changed = watch.Exception!.InnerException.ShouldBeOfType<LogException>();
        changed.NeedsDecision.ShouldBeTrue();
        changed.Message.ShouldContain("numbers/0 is not the log that the store has read up to offset 3");
    });

    [Fact]
    public void A_topic_that_grows_and_one_of_which_nothing_was_read_stay_unremarked() => _world.Run(async () =>
    {
        await AppendAsync(3, "first");
        using var cancel = new CancellationTokenSource();
        var watch = WatchAsync(cancel.Token);
        await PassAsync(95);
        for (var i = 0; i < 5; i++)
        {
            await AppendAsync(3, $"more {i}");
            await ReadOnAsync();
            await PassAsync(20);
        }

        watch.IsCompleted.ShouldBeFalse();
        cancel.Cancel();
    });

    private Task WatchAsync(CancellationToken cancel)
    {
        var options = new EngineOptions { Shards = 1, Time = _world.Time, RecheckEvery = TimeSpan.FromSeconds(30) };
        return ChangeWatch.RunAsync(_log, [s_source], () => _committed, new Retry(options, "watch", salt: 1), options, cancel);
    }

    private Task PassAsync(int seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _world.Time);

    private async Task AppendAsync(int count, string text)
    {
        await _log.EnsureTopicAsync(new TopicSpec(s_source.Topic, 1), CancellationToken.None);
        var records = new LogBatchBuilder();
        for (var i = 0; i < count; i++)
        {
            records.Add("k"u8.ToArray(), Encoding.UTF8.GetBytes($"{text} {i}"), timestampMs: i);
        }

        await _log.AppendAsync([(s_source, records.Take())], CancellationToken.None);
    }

    /// <summary>Reads to the end, as a shard of this source does.</summary>
    private async Task ReadOnAsync()
    {
        var end = (await _log.OffsetsAsync(s_source.Topic, CancellationToken.None))[0].End;
        while (_committed[s_source] < end)
        {
            foreach (var record in await _log.ReadAsync(s_source, _committed[s_source], 100, 1 << 20, CancellationToken.None))
            {
                _committed = _committed.With(s_source, record.Offset + 1, RecordMark.Of(record));
            }
        }
    }
}
