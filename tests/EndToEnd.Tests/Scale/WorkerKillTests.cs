using Sluice.EndToEnd.Tests.Harness;
using Sluice.EndToEnd.Tests.Scale.Parts;
using Sluice.Servers.Postgres;
using Xunit.Abstractions;

namespace Sluice.EndToEnd.Tests.Scale;

/// <summary>On the brokers of <c>SLUICE_TEST_KAFKA</c> where it is set, with more reports: a million under <c>--full</c>.</summary>
public sealed class WorkerKillTests(ITestOutputHelper output) : Sandbox
{
    private const int Seed = 20260131;

    [Fact]
    public async Task Books_of_workers_that_are_killed_join_and_leave_equal_the_oracles()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var scale = await ScaleOut.BeginAsync(Folder, cluster, await TestServer.Shared, ScaleSizes.Kills, ScaleSizes.Brisk);
        var random = new Random(Seed);
        Worker[] two = [scale.StartWorker(), scale.StartWorker()];
        Worker? third = null;
        var share = scale.Feeder.Records / (ScaleSizes.KillRounds + 1);
        for (var round = 0; round < ScaleSizes.KillRounds; round++)
        {
            third ??= round % 3 == 1 ? scale.StartWorker() : null;
            var victim = random.Next(2);
            await scale.UntilAtWorkAsync(two[victim]);
            scale.Feeder.AllowMore(share);
            await scale.GoOnAsync(random.Next(share / 2));
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(60)), TimeProvider.System);
            var killed = two[victim];
            await scale.KillAsync(killed);
            if (random.Next(3) == 0)
            {
                await scale.UntilReplacedAsync(killed);
            }

            two[victim] = scale.StartWorker();
            if (round % 3 == 2)
            {
                await scale.UntilAtWorkAsync(third!);
                await scale.EndAsync(third!);
                third = null;
            }
        }

        await scale.FinishAsync();
        output.WriteLine($"seed {Seed}: {ScaleSizes.KillRounds} kills over {scale.Feeder.Reports:N0} reports");
    }
}
