using System.Diagnostics;
using System.Globalization;
using Sluice.Connectors.Postgres;
using Sluice.Connectors.Tests.Embedded;
using Sluice.Engine.State;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Connectors.Tests.Postgres;

public sealed class ZombieTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("SLUICE_TEST_FULL") == "1" ? 50 : 5;

    [Fact]
    public async Task A_process_stopped_at_random_and_woken_after_a_takeover_commits_nothing_more()
    {
        var schema = await TestSchema.OnSharedAsync();
        await using var store = await PostgresStore.OpenAsync(schema.Options with { TakeoverPatience = TimeSpan.FromMilliseconds(1200) }, CancellationToken.None);
        await store.PrepareAsync(Tables, CancellationToken.None);
        var random = new Random(4);
        for (var round = 0; round < Rounds; round++)
        {
            using var zombie = ChildProcess.Start("commit", schema.Server.Uri, schema.Options.Schema);
            var acknowledged = Acknowledged(await zombie.ReadLineAsync());
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 250)), TimeProvider.System);
            await SignalAsync("STOP", zombie.Id);

            var lease = await store.TakeAsync(0, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            await store.CommitAsync(Commit(lease, lease.Sequence + 1, "taken", [Partial("owner", lease.Sequence + 1, lease.Epoch)]), CancellationToken.None);
            await SignalAsync("CONT", zombie.Id);
            for (var line = await zombie.ReadLineAsync(); line != "fenced"; line = await zombie.ReadLineAsync())
            {
                acknowledged = Acknowledged(line);
            }

            // All it was told is there, and nothing came after the takeover.
            lease.Sequence.ShouldBeGreaterThanOrEqualTo(acknowledged);
            var standing = (await store.StandingsAsync(CancellationToken.None)).ShouldHaveSingleItem();
            (standing.Epoch, standing.Sequence).ShouldBe((lease.Epoch, lease.Sequence + 1));
            var rows = await store.ReadRowsAsync(Partials, [], CancellationToken.None);
            rows.Select(r => (long)r[1]!).Order().ShouldBe(Enumerable.Range(1, (int)standing.Sequence).Select(i => (long)i));
            (await zombie.EndAsync()).ShouldBe(0);
            await schema.TellAsync("TRUNCATE engine_segments");
        }
    }

    private static long Acknowledged(string? line)
    {
        var words = line!.Split(' ');
        words.ShouldBe(["committed", words[1], "."]);
        return long.Parse(words[1], CultureInfo.InvariantCulture);
    }

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }
}
