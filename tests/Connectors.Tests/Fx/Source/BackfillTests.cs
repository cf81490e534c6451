using Sluice.Connectors.Tests.Fx.Http;

namespace Sluice.Connectors.Tests.Fx.Source;

public sealed class BackfillTests : FeedDesk
{
    [Fact]
    public async Task New_books_get_the_last_ninety_days()
    {
        ServeAll("2026-02-02");

        await FetchAsync();
        await FetchAsync();

        Server.Paths.ShouldBe([Daily, NinetyDays, Daily]);
        Log.Dollars.Select(d => d.Date).ShouldBe(Days("2026-02-02", "2026-04-14").Select(d => d.Date));
    }

    [Fact]
    public async Task Days_that_were_missed_are_fetched_with_the_ninety_days_file()
    {
        await StartAsync("2026-04-01");

        // Good Friday and Easter Monday lie between, on which there is nothing to miss.
        await FetchAsync();

        Server.Paths.Skip(1).ShouldBe([Daily, NinetyDays]);
        Log.Dollars.Select(d => d.Date).ShouldBe(["2026-04-01", "2026-04-02", "2026-04-07", "2026-04-08", "2026-04-09", "2026-04-10", "2026-04-13", "2026-04-14"]);
    }

    [Fact]
    public async Task Over_a_holiday_nothing_more_is_asked_for()
    {
        await StartAsync("2026-04-13");

        await FetchAsync();

        Server.Paths.Skip(1).ShouldBe([Daily]);
    }

    [Fact]
    public async Task What_the_ninety_days_do_not_reach_comes_from_the_history()
    {
        await StartAsync("2025-12-31");

        await FetchAsync();
        await FetchAsync();

        Server.Paths.Skip(1).ShouldBe([Daily, NinetyDays, History, Daily]);
        Log.Dollars.Select(d => d.Date).ShouldBe(Days("2025-12-31", "2026-04-14").Select(d => d.Date));
    }

    [Fact]
    public async Task A_first_day_that_is_named_is_reached_and_older_ones_are_not_sent()
    {
        ServeAll("2026-02-02");

        await FetchAsync(from: "2025-12-15");

        Server.Paths.ShouldBe([Daily, NinetyDays, History]);
        Log.Dollars.First().Date.ShouldBe("2025-12-15");
        Log.Dollars.Count().ShouldBe(Days("2025-12-15", "2026-04-14").Length);
    }

    [Fact]
    public async Task Days_that_the_history_lacks_are_not_asked_for_again()
    {
        ServeAll("2026-02-02");
        await FetchAsync(from: "2024-01-01");

        await FetchAsync(from: "2024-01-01");

        Server.Paths.ShouldBe([Daily, NinetyDays, History, Daily]);
    }

    [Fact]
    public async Task Days_whose_file_failed_are_asked_for_by_the_next_round()
    {
        await StartAsync("2026-04-01");
        Server.Serve(NinetyDays, TestServer.Status(404), TestServer.Ok(EcbSamples.Dollars(Days("2026-02-02", "2026-04-14"))));
        Server.Serve(History, TestServer.Status(404));

        var first = await FetchAsync();
        var second = await FetchAsync();

        first.Errors.Count().ShouldBe(2);
        first.Updates.ToSend.Select(r => $"{r.Date:yyyy-MM-dd}").Distinct().ShouldBe(["2026-04-14"]);
        second.Errors.ShouldBeEmpty();
        Log.Dollars.Select(d => d.Date).Order().ShouldBe(Days("2026-04-01", "2026-04-14").Select(d => d.Date));
    }

    [Fact]
    public async Task A_file_that_stands_alone_is_all_there_is()
    {
        Server.Serve("today.csv", TestServer.Ok("Date,USD,INR,\n2026-04-14,2,180,\n"));

        await FetchAsync(path: "today.csv");

        Server.Paths.ShouldBe(["today.csv"]);
        Log.Dollars.ShouldBe([("2026-04-14", 90)]);
    }

    /// <summary>Books that have had a round on that day, and nothing since.</summary>
    private async Task StartAsync(string day)
    {
        Server.Serve(Daily, TestServer.Ok(EcbSamples.Dollars((day, 90))));
        Server.Serve(NinetyDays, TestServer.Ok(EcbSamples.Dollars((day, 90))));
        await FetchAsync(from: day);
        ServeAll("2026-02-02");
    }

    private void ServeAll(string ninetyDaysFrom)
    {
        Server.Serve(Daily, TestServer.Ok(EcbSamples.Dollars(("2026-04-14", 90))));
        Server.Serve(NinetyDays, TestServer.Ok(EcbSamples.Dollars(Days(ninetyDaysFrom, "2026-04-14"))));
        Server.Serve(History, TestServer.Ok(EcbSamples.Zip(("eurofxref-hist.csv", string.Concat(
            Days("2025-10-01", "2026-04-14").Reverse().Select(d => $"{d.Date},2,180,\n").Prepend("Date,USD,INR,\n"))))));
    }
}
