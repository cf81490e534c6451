using System.Threading.Channels;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Tests.Testing.Scheduling;

public sealed class SeededSchedulerTests
{
    [Fact]
    public void The_same_seed_takes_the_same_steps()
    {
        for (var seed = 0UL; seed < 50; seed++)
        {
            Play(seed).ShouldBe(Play(seed));
        }
    }

    [Fact]
    public void Different_seeds_take_different_orders() =>
        Enumerable.Range(0, 50).Select(seed => Play((ulong)seed).Order).Distinct().Count().ShouldBeGreaterThan(40);

    [Fact]
    public void Worlds_on_their_own_threads_do_not_touch_each_other()
    {
        var alone = Enumerable.Range(0, 40).Select(seed => Play((ulong)seed)).ToList();
        var together = alone.Select((_, seed) => seed).AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(seed => Play((ulong)seed)).ToList();
        together.ShouldBe(alone);
    }

    [Fact]
    public void A_failure_of_main_is_the_failure_of_the_run()
    {
        var world = new SeededScheduler(1);
        Should.Throw<InvalidOperationException>(() => world.Run(async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("from main");
        })).Message.ShouldBe("from main");
    }

    [Fact]
    public void A_run_stops_where_its_condition_holds_and_goes_on_later()
    {
        var world = new SeededScheduler(1);
        var ticks = 0;
        var done = world.Root.Start(async () =>
        {
            for (; ticks < 100; ticks++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
            }
        });
        world.RunUntil(() => ticks == 10);
        done.IsCompleted.ShouldBeFalse();
        world.Time.Elapsed.ShouldBe(TimeSpan.FromSeconds(10));
        world.RunUntil(() => done.IsCompleted);
        ticks.ShouldBe(100);
    }

    [Fact]
    public void The_callers_context_is_restored()
    {
        var before = SynchronizationContext.Current;
        new SeededScheduler(1).Run(() => Task.CompletedTask);
        SynchronizationContext.Current.ShouldBe(before);
    }

    [Fact]
    public void Notes_tell_histories_of_the_same_order_apart()
    {
        ulong Trace(ulong note)
        {
            var world = new SeededScheduler(1);
            world.Run(() =>
            {
                world.Note(note);
                return Task.CompletedTask;
            });
            return world.TraceHash;
        }

        Trace(1).ShouldBe(Trace(1));
        Trace(1).ShouldNotBe(Trace(2));
    }

    /// <summary>Writers and readers over a bounded channel, a semaphore and timers; the order is what the readers saw.</summary>
    private static (string Order, ulong Trace, long Steps) Play(ulong seed)
    {
        var world = new SeededScheduler(seed, new SchedulerOptions { EarlyJumpsPerTenThousand = 500 });
        var seen = new List<int>();
        world.Run(async () =>
        {
            var channel = Channel.CreateBounded<int>(2);
            using var turn = new SemaphoreSlim(1);
            var writers = Enumerable.Range(0, 4).Select(w => WriteAsync(w, channel.Writer, turn, world.Time)).ToList();
            var readers = Enumerable.Range(0, 2).Select(_ => ReadAsync(channel.Reader, seen)).ToList();
            foreach (var writer in writers)
            {
                await writer;
            }

            channel.Writer.Complete();
            foreach (var reader in readers)
            {
                await reader;
            }
        });
        seen.Order().ShouldBe(Enumerable.Range(0, 40));
        return (string.Join(',', seen), world.TraceHash, world.Steps);
    }

    private static async Task WriteAsync(int writer, ChannelWriter<int> target, SemaphoreSlim turn, TimeProvider time)
    {
        for (var i = 0; i < 10; i++)
        {
            await turn.WaitAsync();
            await target.WriteAsync((writer * 10) + i);
            turn.Release();
            await Task.Delay(TimeSpan.FromMilliseconds(i % 3), time);
        }
    }

    private static async Task ReadAsync(ChannelReader<int> source, List<int> seen)
    {
        while (await source.WaitToReadAsync())
        {
            while (source.TryRead(out var item))
            {
                seen.Add(item);
                await Task.Yield();
            }
        }
    }
}
