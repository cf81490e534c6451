using Sluice.Connectors.Fx.Rates;
using Sluice.Connectors.Tests.Fx.Http;

namespace Sluice.Connectors.Tests.Fx.Source;

public sealed class FxSourceTests : FeedDesk
{
    /// <summary>A file without longer ones beside it.</summary>
    private const string Alone = "rates";

    private static readonly Answer Known = TestServer.Ok(EcbSamples.Dollars(("2026-04-14", 90)), "\"v1\"");

    [Fact]
    public async Task Rates_of_a_day_are_appended_once_however_often_they_are_fetched()
    {
        Server.Serve(Alone, Known);

        var first = await FetchAsync(path: Alone);
        var second = await FetchAsync(path: Alone);

        first.Updates.ToSend.Select(r => (r.Base, r.Rate, r.RecordedAt)).ShouldBe(
            [("EUR", 180m, PublicationTime.Of(EcbSamples.Date("2026-04-14"))), ("USD", 90m, PublicationTime.Of(EcbSamples.Date("2026-04-14")))]);
        (second.Files[0].Result, second.Updates.ToSend.Count, second.Updates.Unchanged).ShouldBe(("not modified", 0, 2));
        Log.Sent.Count.ShouldBe(2);
        (second.NewestDate, second.AgeBusinessDays).ShouldBe((EcbSamples.Date("2026-04-14"), 0));
    }

    [Fact]
    public async Task A_changed_rate_is_sent_as_a_correction_known_from_now_on()
    {
        Server.Serve(Alone, Known, TestServer.Ok(EcbSamples.Dollars(("2026-04-14", 91)), "\"v2\""));
        await FetchAsync(path: Alone);
        Time.Now = Time.Now.AddHours(1);

        var round = await FetchAsync(path: Alone);

        Log.Dollars.ShouldBe([("2026-04-14", 90), ("2026-04-14", 91)]);
        Log.Sent[^1].RecordedAt.ShouldBe(Time.Now);
        round.Updates.Corrections.Select(c => (c.Now.Base, c.Before)).ShouldBe([("EUR", 180m), ("USD", 90m)]);
    }

    [Fact]
    public async Task Rates_that_could_not_be_appended_are_appended_by_the_next_round()
    {
        Server.Serve(Alone, Known);
        Log.Refuses = true;

        await Should.ThrowAsync<IOException>(() => FetchAsync(path: Alone));
        await FetchAsync(path: Alone);

        Log.Dollars.ShouldBe([("2026-04-14", 90)]);
    }

    [Fact]
    public async Task A_log_that_has_lost_the_rates_gets_them_from_the_file_that_was_kept()
    {
        Server.Serve(Alone, Known);
        await FetchAsync(path: Alone);
        Log.Sent.Clear();

        var round = await FetchAsync(path: Alone);

        round.Files[0].Result.ShouldBe("not modified");
        Log.Dollars.ShouldBe([("2026-04-14", 90)]);
    }

    [Fact]
    public async Task Without_a_readable_cache_everything_is_asked_for_anew_and_nothing_sent_twice()
    {
        Server.Serve(Alone, Known);
        await FetchAsync(path: Alone);
        foreach (var file in Directory.GetFiles(CacheFolder))
        {
            await File.WriteAllTextAsync(file, "{ damaged");
        }

        (await FetchAsync(path: Alone)).Files[0].Result.ShouldBe("fetched");

        Log.Sent.Count.ShouldBe(2);
        Cache.Load().LastResult.ShouldBe("fetched");
    }

    [Fact]
    public async Task After_a_failure_what_is_known_stays_and_the_failure_is_remembered()
    {
        Server.Serve(Alone, Known, TestServer.Status(500));
        await FetchAsync(path: Alone);
        var good = Time.Now;
        Time.Now = Time.Now.AddHours(1);

        var round = await FetchAsync(path: Alone);

        round.Errors.Single().ShouldContain("HTTP 500");
        (round.Files[0].Result, round.Files[0].Retries, round.NewestDate).ShouldBe(("failed", 1, EcbSamples.Date("2026-04-14")));
        var state = Cache.Load();
        (state.LastFetchAt, state.LastSuccessAt, state.LastResult).ShouldBe((Time.Now, good, "failed"));
        state.LastError!.ShouldContain("HTTP 500");
        Cache.Daily().ShouldNotBeNull();
    }

    [Theory]
    [InlineData("<html><body>Sign in</body></html>", "<html>")]
    [InlineData("Date,USD,INR,\n2026-04-14,2,0,\n", "line 2, column INR")]
    [InlineData("Date,USD,\n2026-04-14,2,\n", "no rates of INR")]
    public async Task A_file_that_cannot_be_used_changes_nothing_and_is_told(string text, string fault)
    {
        Server.Serve(Alone, Known, TestServer.Ok(text, "\"v2\""), TestServer.Ok(EcbSamples.Dollars(("2026-04-14", 91))));
        await FetchAsync(path: Alone);

        var bad = await FetchAsync(path: Alone);
        await FetchAsync(path: Alone);

        bad.Files[0].Result.ShouldBe("unreadable");
        bad.Errors.Single().ShouldContain(fault);
        Log.Dollars.ShouldBe([("2026-04-14", 90), ("2026-04-14", 91)]);
        Server.Requests[2].IfNoneMatch.ShouldBe("\"v1\"");
    }

    [Fact]
    public async Task Another_address_is_asked_without_what_was_learned_at_the_first()
    {
        Server.Serve("a", Known);
        Server.Serve("b", Known);
        await FetchAsync(path: "a");
        await FetchAsync(path: "b");

        Server.Requests[^1].IfNoneMatch.ShouldBeNull();
    }
}
