using System.Diagnostics;
using System.Threading.Channels;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Tests.Testing.Scheduling;

public sealed class SchedulerSpeedTests
{
    /// <summary>A thousand histories of thousands of steps must run in seconds; the bound is loose for busy machines.</summary>
    [Fact]
    public void A_step_costs_about_a_microsecond()
    {
        var least = Enumerable.Range(0, 5).Min(seed => NanosecondsAStep((ulong)seed));
        least.ShouldBeLessThan(2_000);
    }

    private static double NanosecondsAStep(ulong seed)
    {
        var world = new SeededScheduler(seed);
        var started = Stopwatch.GetTimestamp();
        world.Run(async () =>
        {
            var channel = Channel.CreateBounded<int>(4);
            var writing = WriteAsync(channel.Writer, world.Time);
            while (await channel.Reader.WaitToReadAsync())
            {
                while (channel.Reader.TryRead(out _))
                {
                    await Task.Yield();
                }
            }

            await writing;
        });
        world.Steps.ShouldBeGreaterThan(100_000);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / world.Steps;
    }

    private static async Task WriteAsync(ChannelWriter<int> target, TimeProvider time)
    {
        for (var i = 0; i < 100_000; i++)
        {
            await target.WriteAsync(i);
            if (i % 10 == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), time);
            }
        }

        target.Complete();
    }
}
