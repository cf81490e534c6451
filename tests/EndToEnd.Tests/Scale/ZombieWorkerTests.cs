using Sluice.EndToEnd.Tests.Harness;
using Sluice.EndToEnd.Tests.Scale.Parts;
using Sluice.Servers.Postgres;
using Xunit.Abstractions;

namespace Sluice.EndToEnd.Tests.Scale;

public sealed class ZombieWorkerTests(ITestOutputHelper output) : Sandbox
{
    private const int Seed = 20260201;

    /// <summary>Records that come while a worker is to be stopped, and again while it is.</summary>
    private static readonly int s_some = ScaleSizes.Few / (2 * ScaleSizes.Zombies) * 2 / 3;

    [Fact]
    public async Task A_stopped_worker_that_wakes_commits_nothing_more_and_takes_part_again_by_itself()
    {
        await using var cluster = await Cluster.StartMockAsync();
        await using var scale = await ScaleOut.BeginAsync(Folder, cluster, await TestServer.Shared, ScaleSizes.Few, ScaleSizes.Slow);
        var random = new Random(Seed);
        Worker[] two = [scale.StartWorker(), scale.StartWorker()];
        var inCommits = 0;
        for (var round = 0; round < ScaleSizes.Zombies; round++)
        {
            var zombie = two[random.Next(2)];
            await scale.UntilAtWorkAsync(zombie);
            inCommits += await StopAsync(scale, zombie, mustBeInCommit: round % 5 is 1 or 3, random) ? 1 : 0;
            var held = (await scale.Journal.OwnersAsync()).Values.Where(o => o.Worker == zombie.Name).ToList();
            held.ShouldNotBeEmpty();

            scale.Feeder.AllowMore(s_some);
            await scale.UntilReplacedAsync(zombie);
            await scale.GoOnAsync();
            var taken = (await scale.Journal.ReadAsync()).Count;
            await zombie.WakeAsync();

            // The journal's check at the end says that nothing came in the epochs that it held.
            await scale.UntilAsync(
                async () => (await scale.Journal.ReadAsync()).Skip(taken).Any(e => e.Worker == zombie.Name), $"{zombie.Name} takes part again");
            output.WriteLine($"{round + 1}. {zombie.Name} was stopped with shards {string.Join(", ", held.Select(h => h.Shard))}");
        }

        await scale.FinishAsync();
        inCommits.ShouldBeGreaterThanOrEqualTo(ScaleSizes.Zombies * 2 / 5);
        output.WriteLine($"seed {Seed}: {ScaleSizes.Zombies} stops, {inCommits} of them within a commit");
    }

    /// <summary>Stops a worker at random while records come.</summary>
    /// <returns>Whether it has a transaction open; where it must have one, stops are tried until it has.</returns>
    private static async Task<bool> StopAsync(ScaleOut scale, Worker worker, bool mustBeInCommit, Random random)
    {
        scale.Feeder.AllowMore(s_some);
        await scale.GoOnAsync(random.Next(s_some / 2));
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(30)), TimeProvider.System);
            await worker.StopAsync();
            var isInCommit = await scale.Journal.OpenAsync(worker.Name) > 0;
            if (isInCommit || !mustBeInCommit)
            {
                return isInCommit;
            }

            await worker.WakeAsync();
            scale.Feeder.AllowMore(s_some / 20);
        }
    }
}
