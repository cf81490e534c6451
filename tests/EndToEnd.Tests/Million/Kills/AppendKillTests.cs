using Sluice.Connectors.Embedded;
using Sluice.EndToEnd.Tests.Harness;
using Sluice.EndToEnd.Tests.Million.Checks;
using Xunit.Abstractions;

namespace Sluice.EndToEnd.Tests.Million.Kills;

[Collection(MillionCollection.Name)]
public sealed class AppendKillTests(ITestOutputHelper output) : Sandbox
{
    private const int Seed = 20260228;
    private const int MonthSeed = 4;
    private const int Shards = 3;

    private static readonly int s_append = Sizes.Full ? 2_000 : 200;

    private string Database => Path.Combine(Folder, "appended.db");

    [Fact]
    public async Task Acknowledged_appends_survive_kills_and_appending_again_gives_the_same_figures()
    {
        var market = new Market(Sizes.Appends, MonthSeed);
        BooksCheck.ShouldMeanSomething(market.Books);
        var kills = Kill.OfAppends(new Random(Seed), instants: 6, TimeSpan.FromMilliseconds(Sizes.Full ? 1_500 : 100));
        var feed = new Feed(market, Shards);
        var left = new AfterAppends(Database, feed, s_append);
        string[] append =
        [
            "append", Database, "--shards", $"{Shards}", "--batch", $"{s_append}", "--reports", $"{Sizes.Appends}", "--seed", $"{MonthSeed}",
        ];
        output.WriteLine($"seed {Seed}: {kills.Count} kills of appends of {market.Records.Count:N0} records");
        var partly = 0;
        foreach (var kill in kills)
        {
            var end = await Life.SpendAsync(kill, mayComplete: true, append);
            var appended = await left.CheckAsync(end, $"{kill}");
            partly += appended > 0 && appended < market.Records.Count ? 1 : 0;
            output.WriteLine($"killed {kill}: {appended:N0} appended");
        }

        partly.ShouldBeGreaterThanOrEqualTo(4, "a kill must fall between two appends for the test to mean anything");
        (await left.CheckAsync(await Life.CompleteAsync(append), "the whole month")).ShouldBe(market.Records.Count);
        await Life.CompleteAsync("run", Database, "--shards", $"{Shards}");
        await using var database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = Database });
        await BooksCheck.EqualOracleAsync(database.Store, feed, "appended again and again");
    }
}
