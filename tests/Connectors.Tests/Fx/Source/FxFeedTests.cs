using Sluice.Connectors.Fx.Rates;
using Sluice.Connectors.Fx.Source;
using Sluice.Connectors.Tests.Fx.Http;

namespace Sluice.Connectors.Tests.Fx.Source;

public sealed class FxFeedTests : FeedDesk
{
    private readonly List<string> _told = [];

    [Fact]
    public async Task Stale_rates_are_told_once_and_fresh_ones_again_once()
    {
        Server.Serve(Daily, TestServer.Ok(EcbSamples.Dollars(("2026-04-14", 90))));
        var feed = Feed(() => FetchAsync(path: Daily));
        string[] days = ["2026-04-17", "2026-04-19", "2026-04-20", "2026-04-21"];
        foreach (var day in days)
        {
            Time.Now = new DateTimeOffset(EcbSamples.Date(day), new TimeOnly(12, 0), TimeSpan.Zero);
            await feed.OnceAsync(CancellationToken.None);
        }

        _told.Count(t => t.Contains("stale")).ShouldBe(1);
        _told[^1].ShouldBe("exchange rates are stale: the newest, of 2026-04-14, is 4 business days old (at most 3 are fresh)");
        _told.Clear();
        Server.Serve(Daily, TestServer.Ok(EcbSamples.Dollars(("2026-04-20", 90))));
        Server.Serve(NinetyDays, TestServer.Ok(EcbSamples.Dollars(Days("2026-04-14", "2026-04-20"))));
        await feed.OnceAsync(CancellationToken.None);
        await feed.OnceAsync(CancellationToken.None);

        _told.Count(t => t == "exchange rates are fresh again: the newest is of 2026-04-20").ShouldBe(1);
    }

    [Fact]
    public async Task No_rates_at_all_are_told_once()
    {
        var feed = Feed(() => FetchAsync(path: Daily));

        await feed.OnceAsync(CancellationToken.None);
        await feed.OnceAsync(CancellationToken.None);

        _told.Count(t => t.Contains("HTTP 404")).ShouldBe(2);
        _told.Count(t => t.Contains("no exchange rates in the log yet")).ShouldBe(1);
    }

    [Fact]
    public async Task A_log_that_refuses_does_not_end_the_feed()
    {
        Server.Serve(Daily, TestServer.Ok(EcbSamples.Dollars(("2026-04-14", 90))));
        Log.Refuses = true;
        using var stop = new CancellationTokenSource();
        var rounds = 0;
        var feed = new FxFeed(
            async _ =>
            {
                if (++rounds == 2)
                {
                    await stop.CancelAsync();
                }

                return await FetchAsync(path: Daily);
            },
            TimeSpan.FromMilliseconds(1),
            new Staleness(3),
            TimeProvider.System,
            _told.Add);

        await feed.RunAsync(stop.Token);

        rounds.ShouldBe(2);
        _told[0].ShouldContain("the disk is full");
        Log.Dollars.ShouldBe([("2026-04-14", 90)]);
    }

    [Fact]
    public async Task What_came_and_what_was_corrected_is_told_and_where_it_moved_once()
    {
        Server.Serve("old", TestServer.Moved("/new"));
        Server.Serve("new", TestServer.Ok(EcbSamples.Dollars(("2026-04-14", 90))), TestServer.Ok(EcbSamples.Dollars(("2026-04-14", 91))));
        var feed = Feed(() => FetchAsync(path: "old"));

        await feed.OnceAsync(CancellationToken.None);
        await feed.OnceAsync(CancellationToken.None);
        await feed.OnceAsync(CancellationToken.None);

        _told.ShouldBe(
        [
            $"exchange rates: {Server.Root}old was found at {Server.Root}new",
            "exchange rates: 2 appended, of 2026-04-14",
            "exchange rates: 2 appended, of 2026-04-14",
            "exchange rates: EUR of 2026-04-14 was corrected from 180 to 182 INR",
            "exchange rates: USD of 2026-04-14 was corrected from 90 to 91 INR",
        ]);
    }

    private FxFeed Feed(Func<Task<FxRound>> fetch) => new(_ => fetch(), TimeSpan.FromHours(1), new Staleness(3), Time, _told.Add);
}
