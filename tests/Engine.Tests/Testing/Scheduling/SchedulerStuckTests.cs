using System.Threading.Channels;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Tests.Testing.Scheduling;

public sealed class SchedulerStuckTests
{
    [Fact]
    public void A_deadlock_is_named_with_what_ran_last()
    {
        var world = new SeededScheduler(1);
        var failure = Should.Throw<SchedulerDeadlockException>(() => world.Run(WaitForNobodyAsync));
        failure.Message.ShouldContain($"root: {nameof(SchedulerStuckTests)}.{nameof(WaitForNobodyAsync)}");
    }

    [Fact]
    public void A_timer_of_someone_else_is_no_deadlock()
    {
        var world = new SeededScheduler(1);
        world.Run(async () =>
        {
            var done = new TaskCompletionSource();
            await using var timer = world.Time.CreateTimer(_ => done.SetResult(), null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);
            await done.Task;
        });
        world.Time.Elapsed.ShouldBe(TimeSpan.FromDays(1));
    }

    [Fact]
    public void A_livelock_is_named_with_what_is_pending()
    {
        var world = new SeededScheduler(1, new SchedulerOptions { StepsMax = 5_000 });
        var failure = Should.Throw<SchedulerLivelockException>(() => world.Run(SpinAsync));
        failure.Message.ShouldContain("5000 steps");
        failure.Message.ShouldContain($"1 × root: {nameof(SchedulerStuckTests)}.{nameof(SpinAsync)}");
        world.Steps.ShouldBe(5_000);
    }

    [Fact]
    public void A_timer_that_only_feeds_itself_is_a_livelock()
    {
        var world = new SeededScheduler(1, new SchedulerOptions { StepsMax = 1_000 });
        Should.Throw<SchedulerLivelockException>(() => world.Run(async () =>
        {
            await using var timer = world.Time.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            await Channel.CreateUnbounded<int>().Reader.ReadAsync();
        })).Message.ShouldContain("timer of root");
    }

    private static async Task WaitForNobodyAsync()
    {
        await Task.Yield();
        await new TaskCompletionSource().Task;
    }

    private static async Task SpinAsync()
    {
        while (true)
        {
            await Task.Yield();
        }
    }
}
