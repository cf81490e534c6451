using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Tests.Testing.Scheduling;

public sealed class SimulatedProcessTests
{
    private readonly SeededScheduler _world = new(3);

    [Fact]
    public void A_killed_process_runs_no_further_step_and_no_finally()
    {
        var process = _world.CreateProcess("worker");
        var (steps, cleanedUp) = (0, false);
        _world.Run(async () =>
        {
            _ = process.Start(async () =>
            {
                try
                {
                    while (true)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(1), _world.Time);
                        steps++;
                    }
                }
                finally
                {
                    cleanedUp = true;
                }
            });
            await Task.Delay(TimeSpan.FromSeconds(3.5), _world.Time);
            process.Kill();
            await process.Death;
            await Task.Delay(TimeSpan.FromSeconds(10), _world.Time);
        });
        steps.ShouldBe(3);
        cleanedUp.ShouldBeFalse();
        process.IsAlive.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Work_is_followed_to_its_end_or_its_process_death(bool dies)
    {
        var process = _world.CreateProcess("worker");
        _world.Run(async () =>
        {
            var work = process.ToItsEndAsync(() => Task.Delay(TimeSpan.FromSeconds(5), _world.Time));
            await Task.Delay(TimeSpan.FromSeconds(1), _world.Time);
            work.IsCompleted.ShouldBeFalse();
            if (dies)
            {
                process.Kill();
            }

            await work;
        });

        _world.Time.Elapsed.ShouldBe(TimeSpan.FromSeconds(dies ? 1 : 5));
        process.IsAlive.ShouldBe(!dies);
    }

    [Fact]
    public void Work_that_fails_tells_who_follows_it_and_a_dying_process_nobody()
    {
        var process = _world.CreateProcess("worker");
        _world.Run(async () =>
        {
            await Should.ThrowAsync<InvalidOperationException>(process.ToItsEndAsync(() => throw new InvalidOperationException("wrong")));
            await process.ToItsEndAsync(() =>
            {
                process.Kill();
                throw new InvalidOperationException("crashed");
            });
        });
        process.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public void A_suspended_process_stands_still_and_goes_on_where_it_was()
    {
        var process = _world.CreateProcess("worker");
        var steps = 0;
        _world.Run(async () =>
        {
            _ = process.Start(async () =>
            {
                while (true)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), _world.Time);
                    steps++;
                }
            });
            await Task.Delay(TimeSpan.FromSeconds(3.5), _world.Time);
            process.Suspend();
            await Task.Delay(TimeSpan.FromMinutes(1), _world.Time);
            steps.ShouldBe(3);
            process.Resume();
            await Task.Delay(TimeSpan.FromSeconds(2.5), _world.Time);
        });
        steps.ShouldBe(6, "the second that passed meanwhile, and two more");
    }

    [Fact]
    public void A_world_in_which_everything_is_suspended_says_so()
    {
        var process = _world.CreateProcess("worker");
        var waiting = process.Start(async () => await Task.Delay(TimeSpan.FromSeconds(1), _world.Time));
        process.Suspend();
        Should.Throw<SchedulerDeadlockException>(() => _world.RunUntil(() => waiting.IsCompleted));
    }

    [Fact]
    public void A_continuation_runs_in_the_process_that_waits_for_it()
    {
        var (one, two) = (_world.CreateProcess("one"), _world.CreateProcess("two"));
        var signal = new TaskCompletionSource();
        SynchronizationContext? waiter = null;
        _world.Run(async () =>
        {
            var waiting = one.Start(async () =>
            {
                await signal.Task;
                waiter = SynchronizationContext.Current;
            });
            await two.Start(async () =>
            {
                await Task.Yield();
                signal.SetResult();
                SynchronizationContext.Current.ShouldBe(two);
            });
            await waiting;
            SynchronizationContext.Current.ShouldBe(_world.Root);
        });
        waiter.ShouldBe(one);
    }

    [Fact]
    public void Waiting_for_a_dead_process_is_a_deadlock()
    {
        var process = _world.CreateProcess("worker");
        Should.Throw<SchedulerDeadlockException>(() => _world.Run(async () =>
        {
            var work = process.Start(() => Task.Delay(TimeSpan.FromSeconds(1), _world.Time));
            process.Kill();
            await work;
        }));
    }

    [Fact]
    public void A_wrong_clock_is_one_machines_and_no_timer_hears_of_it()
    {
        var world = new SeededScheduler(3);
        var process = world.CreateProcess("wrong");
        process.ClockError = TimeSpan.FromHours(-5);
        world.Run(async () =>
        {
            var (right, began) = (world.Time.GetUtcNow(), world.Time.GetTimestamp());
            await process.Start(async () =>
            {
                world.Time.GetUtcNow().ShouldBe(right - TimeSpan.FromHours(5));
                process.ClockError = TimeSpan.FromDays(1);
                world.Time.GetUtcNow().ShouldBe(right + TimeSpan.FromDays(1));
                await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
                world.Time.GetElapsedTime(began).ShouldBe(TimeSpan.FromSeconds(1));
            });
            world.Time.GetUtcNow().ShouldBe(right + TimeSpan.FromSeconds(1));
        });
    }
}
