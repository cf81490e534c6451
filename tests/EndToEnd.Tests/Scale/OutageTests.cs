using Sluice.EndToEnd.Tests.Harness;
using Sluice.EndToEnd.Tests.Scale.Parts;
using Sluice.Servers.Postgres;
using Xunit.Abstractions;

namespace Sluice.EndToEnd.Tests.Scale;

/// <summary>What workers stand on goes away and comes back; nobody touches the workers.</summary>
public sealed class OutageTests(ITestOutputHelper output) : Sandbox
{
    private const int Seed = 20260202;

    [Fact]
    public async Task A_server_that_crashes_in_mid_commit_costs_nothing_but_time()
    {
        await using var cluster = await Cluster.StartMockAsync();
        var server = await TestServer.StartAsync();
        try
        {
            await using var scale = await ScaleOut.BeginAsync(Folder, cluster, server, ScaleSizes.Few, ScaleSizes.Slow);
            await CrashAsync(scale, server);
            (await scale.FinishAsync()).ShouldContain(w => w.Contains("trying again") || w.Contains("starts again"));
        }
        finally
        {
            await server.StopAsync("immediate");
        }
    }

    [Fact]
    public async Task Brokers_that_are_cut_off_and_come_back_cost_nothing_but_time()
    {
        await using var cluster = await Cluster.StartMockAsync();
        await using var scale = await ScaleOut.BeginAsync(Folder, cluster, await TestServer.Shared, ScaleSizes.Few, ScaleSizes.Slow);
        var random = new Random(Seed);
        Worker[] two = [scale.StartWorker(), scale.StartWorker()];
        foreach (var worker in two)
        {
            await scale.UntilAtWorkAsync(worker);
        }

        var share = scale.Feeder.Records / (ScaleSizes.Cuts + 1);
        for (var cut = 0; cut < ScaleSizes.Cuts; cut++)
        {
            scale.Feeder.AllowMore(share);
            await scale.GoOnAsync(random.Next(share / 2));
            await cluster.CutOffAsync();

            // Every second time for longer than a session.
            await Task.Delay(TimeSpan.FromMilliseconds((cut % 2 * ScaleSizes.SessionMs) + random.Next(1_000)), TimeProvider.System);
            await cluster.BringBackAsync();
            await scale.GoOnAsync();
        }

        (await scale.FinishAsync()).ShouldContain(w => w.Contains("waiting for its return"));
    }

    private async Task CrashAsync(ScaleOut scale, TestServer server)
    {
        var started = TimeProvider.System.GetTimestamp();
        var random = new Random(Seed);
        Worker[] two = [scale.StartWorker(), scale.StartWorker()];
        foreach (var worker in two)
        {
            await scale.UntilAtWorkAsync(worker);
        }

        output.WriteLine($"both at work; {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F1} s");
        var share = scale.Feeder.Records / (ScaleSizes.Crashes + 1);
        for (var crash = 0; crash < ScaleSizes.Crashes; crash++)
        {
            scale.Feeder.AllowMore(share);
            await scale.GoOnAsync(random.Next(share / 2));
            await scale.UntilAsync(
                async () =>
                {
                    scale.Feeder.AllowMore(ScaleSizes.Slow.Append);
                    return await scale.Journal.OpenAsync(worker: null) > 0;
                },
                "a commit is under way");
            await (crash % 2 == 0 ? server.StopAsync("immediate") : server.KillAsync());
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500)), TimeProvider.System);
            await server.StartAgainAsync();
            output.WriteLine($"{crash + 1}. crash; {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F1} s");
        }
    }
}
