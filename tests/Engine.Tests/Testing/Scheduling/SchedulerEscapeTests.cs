using System.Threading.Channels;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Tests.Testing.Scheduling;

/// <summary>What leaves the simulated thread fails the run instead of making it irreproducible.</summary>
public sealed class SchedulerEscapeTests
{
    private readonly SeededScheduler _world = new(7, new SchedulerOptions { WatchThreadPool = true });

    [Fact]
    public void Work_given_to_the_thread_pool_fails_the_run() =>
        ShouldEscape(async () =>
        {
            // The work must still be under way when it is awaited: a finished task would continue here.
            using var awaited = new ManualResetEventSlim();
            var later = new TaskCompletionSource();
            _ = LaterAsync(later);
            _ = later.Task.ContinueWith(_ => awaited.Set());
            await Task.Run(() => awaited.Wait(TimeSpan.FromSeconds(10)));
        }).Message.ShouldContain("Left the simulated thread");

    [Fact]
    public void Not_returning_to_the_context_fails_the_run() =>
        ShouldEscape(async () =>
        {
            var later = new TaskCompletionSource();
            _ = LaterAsync(later);
            await later.Task.ConfigureAwait(false);
        });

    [Fact]
    public void Reading_a_channel_as_an_enumerable_fails_the_run() =>
        ShouldEscape(async () =>
        {
            var channel = Channel.CreateUnbounded<int>();
            var later = new TaskCompletionSource();
            _ = LaterAsync(later);
            _ = later.Task.ContinueWith(_ => channel.Writer.TryComplete());
            await foreach (var _ in channel.Reader.ReadAllAsync())
            {
            }
        });

    [Fact]
    public void Asking_the_time_from_another_thread_fails_the_run() =>
        ShouldEscape(async () =>
        {
            var asked = new TaskCompletionSource();
            var thread = new Thread(() => Should.Throw<SchedulerEscapeException>(() => _world.Time.GetUtcNow()));
            thread.Start();
            thread.Join();
            await Task.Yield();
            await asked.Task;
        }).Message.ShouldContain(nameof(TimeProvider.GetUtcNow));

    [Theory]
    [InlineData("wait for a completion source with a token")]
    [InlineData("any of completion sources")]
    [InlineData("all of completion sources")]
    [InlineData("semaphore with a token")]
    [InlineData("cancel asynchronously")]
    [InlineData("channel operation as a task")]
    public void What_the_library_continues_elsewhere_fails_the_run(string wait) =>
        ShouldEscape(async () =>
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromHours(1), _world.Time);
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var channel = Channel.CreateUnbounded<int>();
            using var semaphore = new SemaphoreSlim(0);
            var later = new TaskCompletionSource();
            _ = LaterAsync(later);
            _ = later.Task.ContinueWith(_ => (source.TrySetResult(), semaphore.Release(), channel.Writer.TryWrite(1)));
            await (wait switch
            {
                "wait for a completion source with a token" => source.Task.WaitAsync(cancel.Token),
                "any of completion sources" => Task.WhenAny(source.Task, new TaskCompletionSource().Task),
                "all of completion sources" => Task.WhenAll(source.Task, later.Task),
                "semaphore with a token" => semaphore.WaitAsync(cancel.Token),
                "cancel asynchronously" => CancelAsync(cancel, later.Task),
                _ => channel.Reader.ReadAsync().AsTask(),
            });
        });

    private static async Task CancelAsync(CancellationTokenSource source, Task later)
    {
        // The cancelling must still be under way when it is awaited: a finished task would continue here.
        using var awaited = new ManualResetEventSlim();
        await using var registration = source.Token.Register(() => awaited.Wait(TimeSpan.FromSeconds(10)));
        _ = later.ContinueWith(_ => awaited.Set());
        await source.CancelAsync();
    }

    private async Task LaterAsync(TaskCompletionSource later)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), _world.Time);
        later.SetResult();
    }

    private SchedulerEscapeException ShouldEscape(Func<Task> main) => Should.Throw<SchedulerEscapeException>(() => _world.Run(main));
}
