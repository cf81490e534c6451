using Sluice.Engine.Replay;

namespace Sluice.Engine.Tests.Replay;

public sealed class StripesTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(5, 2)]
    [InlineData(7, 7)]
    [InlineData(3, 9)]
    public async Task Every_piece_is_worked_on_once(int count, int flows)
    {
        var times = new int[count];

        await Stripes.EachAsync(count, flows, (piece, _) => Task.FromResult(Interlocked.Increment(ref times[piece])), default);

        times.ShouldAllBe(t => t == 1);
    }

    [Fact]
    public async Task No_more_are_under_way_than_there_are_flows()
    {
        var (now, most) = (0, 0);
        await Stripes.EachAsync(
            20,
            3,
            async (_, _) =>
            {
                var under = Interlocked.Increment(ref now);
                most = Math.Max(most, under);
                await Task.Yield();
                Interlocked.Decrement(ref now);
            },
            default);

        most.ShouldBeInRange(1, 3);
    }

    [Fact]
    public async Task The_first_that_fails_stops_the_others_and_is_thrown()
    {
        var waits = new TaskCompletionSource();
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => Stripes.EachAsync(
            6,
            2,
            async (piece, stop) =>
            {
                if (piece == 1)
                {
                    throw new InvalidOperationException("piece 1");
                }

                await using var registered = stop.Register(() => waits.TrySetCanceled(stop));
                await waits.Task;
            },
            default));

        failure.Message.ShouldBe("piece 1");
        waits.Task.IsCanceled.ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelled_from_outside_it_ends_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => Stripes.EachAsync(
            4,
            2,
            (piece, stop) =>
            {
                cancel.Cancel();
                stop.ThrowIfCancellationRequested();
                return Task.CompletedTask;
            },
            cancel.Token));
    }
}
