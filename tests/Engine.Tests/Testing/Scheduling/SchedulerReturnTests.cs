using System.Threading.Channels;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Tests.Testing.Scheduling;

/// <summary>Everything the engine awaits comes back to the simulated thread.</summary>
public sealed class SchedulerReturnTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly SeededScheduler _world = new(7, new SchedulerOptions { WatchThreadPool = true });

    public static TheoryData<string> Waits { get; } =
    [
        "yield", "delay", "cancelled delay", "completion source", "task", "continuation", "semaphore", "timer",
        "read", "wait to read", "wait to write", "channel completion", "cancelled read", "token", "linked token",
        "all of methods", "any of methods", "iterator", "periodic timer", "async local",
    ];

    [Theory]
    [MemberData(nameof(Waits))]
    public void Every_wait_comes_back(string wait)
    {
        var thread = Environment.CurrentManagedThreadId;
        _world.Run(async () =>
        {
            await WaitAsync(wait);
            Environment.CurrentManagedThreadId.ShouldBe(thread);
            SynchronizationContext.Current.ShouldBe(_world.Root);
        });
    }

    private async Task WaitAsync(string wait)
    {
        using var cancel = new CancellationTokenSource(s_second, _world.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel.Token);
        var full = Channel.CreateBounded<int>(1);
        var later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var semaphore = new SemaphoreSlim(0);
        _ = LaterAsync(() =>
        {
            later.SetResult();
            semaphore.Release();
            full.Writer.TryWrite(1);
            full.Writer.TryComplete();
        });
        switch (wait)
        {
            case "yield": await Task.Yield(); break;
            case "delay": await Task.Delay(s_second, _world.Time); break;
            case "cancelled delay": await Expect.ThrowAsync<OperationCanceledException>(() => Task.Delay(s_second * 9, _world.Time, cancel.Token)); break;
            case "completion source": await later.Task; break;
            case "task": await Task.Factory.StartNew(() => TaskScheduler.Current.ShouldNotBe(TaskScheduler.Default)); break;
            case "continuation": await later.Task.ContinueWith(_ => SynchronizationContext.Current.ShouldBe(_world.Root)); break;
            case "semaphore": await semaphore.WaitAsync(); break;
            case "timer": await TimerAsync(); break;
            case "read": (await full.Reader.ReadAsync(linked.Token)).ShouldBe(1); break;
            case "wait to read": (await full.Reader.WaitToReadAsync(linked.Token)).ShouldBeTrue(); break;
            case "wait to write": await WriteTwiceAsync(linked.Token); break;
            case "channel completion": await CompletionAsync(full); break;
            case "cancelled read": await Expect.ThrowAsync<OperationCanceledException>(async () => await Channel.CreateUnbounded<int>().Reader.ReadAsync(linked.Token)); break;
            case "token": await TokenAsync(cancel.Token); break;
            case "linked token": await TokenAsync(linked.Token); break;
            case "all of methods": await Task.WhenAll(LaterAsync(() => { }), LaterAsync(() => { })); break;
            case "any of methods": await await Task.WhenAny(LaterAsync(() => { }), Task.Delay(s_second, _world.Time)); break;
            case "iterator": await foreach (var _ in NumbersAsync()) { } break;
            case "periodic timer": await PeriodicAsync(); break;
            default: await AsyncLocalAsync(); break;
        }
    }

    private async Task LaterAsync(Action action)
    {
        await Task.Delay(s_second / 2, _world.Time);
        action();
    }

    private async Task TimerAsync()
    {
        var ticks = Channel.CreateUnbounded<long>();
        await using (_world.Time.CreateTimer(_ => ticks.Writer.TryWrite(_world.Time.GetTimestamp()), null, s_second, s_second * 2))
        {
            (await ticks.Reader.ReadAsync()).ShouldBe(s_second.Ticks);
            (await ticks.Reader.ReadAsync()).ShouldBe(s_second.Ticks * 3);
        }
    }

    private async Task WriteTwiceAsync(CancellationToken cancel)
    {
        var channel = Channel.CreateBounded<int>(1);
        await channel.Writer.WriteAsync(1, cancel);
        _ = LaterAsync(() => channel.Reader.TryRead(out _));
        (await channel.Writer.WaitToWriteAsync(cancel)).ShouldBeTrue();
        await channel.Writer.WriteAsync(2, cancel);
    }

    private static async Task CompletionAsync(Channel<int> channel)
    {
        await channel.Reader.ReadAsync();
        await channel.Reader.Completion;
    }

    private static async Task TokenAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(cancelled.SetResult, useSynchronizationContext: true);
        await cancelled.Task;
    }

    private async IAsyncEnumerable<int> NumbersAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            await Task.Delay(s_second, _world.Time);
            yield return i;
        }
    }

    private async Task PeriodicAsync()
    {
        using var timer = new PeriodicTimer(s_second, _world.Time);
        await timer.WaitForNextTickAsync();
        await timer.WaitForNextTickAsync();
        _world.Time.Elapsed.ShouldBe(s_second * 2);
    }

    private async Task AsyncLocalAsync()
    {
        var local = new AsyncLocal<int> { Value = 5 };
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async i =>
        {
            local.Value = i;
            await Task.Delay(s_second, _world.Time);
            local.Value.ShouldBe(i);
        }));
        local.Value.ShouldBe(5);
    }
}
