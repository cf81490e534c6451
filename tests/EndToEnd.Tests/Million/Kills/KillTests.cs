using System.Diagnostics;
using Sluice.Connectors.Embedded;
using Sluice.EndToEnd.Child.Running;
using Sluice.EndToEnd.Tests.Harness;
using Sluice.EndToEnd.Tests.Million.Checks;
using Xunit.Abstractions;

namespace Sluice.EndToEnd.Tests.Million.Kills;

[Collection(MillionCollection.Name)]
public sealed class KillTests(ITestOutputHelper output) : Sandbox
{
    private const int Seed = 20260131;
    private const int Shards = 4;

    private static readonly int s_batch = Sizes.Full ? 1_000 : 100;
    private static readonly int s_rate = Sizes.Full ? 40_000 : 6_000;
    private static readonly TimeSpan s_atWorkMax = TimeSpan.FromMilliseconds(350);

    private string Interrupted => Path.Combine(Folder, "interrupted.db");

    private string Plain => Path.Combine(Folder, "plain.db");

    /// <summary>The source is throttled, and gives each life so few reports that the last kill too comes before its end.</summary>
    [Fact]
    public async Task Books_after_kills_at_every_fault_point_equal_the_oracles_and_an_uninterrupted_runs()
    {
        var market = new Market(Sizes.Kills, seed: 3);
        BooksCheck.ShouldMeanSomething(market.Books);
        var kills = Kill.OfRuns(new Random(Seed), instants: Sizes.Full ? 39 : 15, s_atWorkMax);
        kills.Count.ShouldBeGreaterThanOrEqualTo(30);
        output.WriteLine($"seed {Seed}: {kills.Count} kills over {market.Records.Count:N0} records");

        var feed = await KillAllAsync(market, kills);
        await Life.CompleteAsync("run", Interrupted, "--shards", $"{Shards}");
        await RunPlainAsync(market);

        await using var interrupted = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = Interrupted });
        await using var plain = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = Plain });
        await BooksCheck.EqualOracleAsync(interrupted.Store, feed, "after the kills");
        await Twins.ShouldBeEqualAsync(interrupted.Store, plain.Store);
    }

    private async Task<Feed> KillAllAsync(Market market, IReadOnlyList<Kill> kills)
    {
        var feed = new Feed(market, Shards);
        var reference = market.Reference.ToArray();
        await AppendAsync(Interrupted, feed, [.. reference[..(reference.Length / 2)], .. market.Reports]);
        var atMost = feed.ReportMessages / (kills.Count + 1);
        var left = new AfterKill(Interrupted, feed);
        for (var i = 0; i < kills.Count; i++)
        {
            if (i == kills.Count / 2)
            {
                // What is pending gets its price in the lives to come.
                await AppendAsync(Interrupted, feed, reference[(reference.Length / 2)..]);
            }

            var started = Stopwatch.GetTimestamp();
            await Life.SpendAsync(
                kills[i], mayComplete: false, "run", Interrupted, "--shards", $"{Shards}", "--batch", $"{s_batch}",
                "--rate", $"{s_rate}", "--at-most", $"{atMost}", "--stay", "yes");
            await left.CheckAsync(kills[i], fingerprints: i % 8 == 7 || i == kills.Count - 1);
            left.Committed.ShouldBeInRange(1, feed.ReportMessages - 1, "every kill comes before the end of the source, and the first after commits");
            output.WriteLine($"{i + 1}. killed {kills[i]}, {left.Committed:N0} reports committed; {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        }

        return feed;
    }

    /// <summary>The same log, taken without a kill.</summary>
    private async Task RunPlainAsync(Market market)
    {
        var reference = market.Reference.ToArray();
        var feed = new Feed(market, Shards);
        await AppendAsync(Plain, feed, [.. reference[..(reference.Length / 2)], .. market.Reports]);
        await AppendAsync(Plain, feed, reference[(reference.Length / 2)..]);
        await Life.CompleteAsync("run", Plain, "--shards", $"{Shards}");
    }

    private static async Task AppendAsync(string path, Feed feed, IEnumerable<int> records)
    {
        await using var database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = path });
        await EngineRig.PrepareAsync(database.Log, Shards);
        await feed.AppendAsync(database.Log, records);
    }
}
