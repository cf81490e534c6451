using System.Text;
using Sluice.Connectors.Fx.Http;

namespace Sluice.Connectors.Tests.Fx.Http;

public sealed class DownloaderTests : IAsyncLifetime
{
    private readonly TestServer _server = new();
    private readonly List<TimeSpan> _pauses = [];
    private readonly List<string> _told = [];

    [Fact]
    public async Task A_file_comes_with_what_to_ask_with_next_time()
    {
        var url = _server.Serve("daily", TestServer.Ok("rates", "\"v1\""));

        var first = await GetAsync(url);
        var second = await GetAsync(url, first.Validators);

        (first.Status, Encoding.UTF8.GetString(first.Body!), first.Validators!.ETag, first.Retries).ShouldBe((DownloadStatus.Fetched, "rates", "\"v1\"", 0));
        (second.Status, second.Body).ShouldBe((DownloadStatus.NotModified, null));
        _server.Requests[1].IfNoneMatch.ShouldBe("\"v1\"");
    }

    [Fact]
    public async Task The_time_of_the_last_change_is_asked_with_too()
    {
        var changed = new DateTimeOffset(2026, 4, 13, 14, 0, 0, TimeSpan.Zero);
        var url = _server.Serve("daily", TestServer.Status(304));

        (await GetAsync(url, new Validators(ETag: null, changed))).Status.ShouldBe(DownloadStatus.NotModified);

        _server.Requests[0].IfModifiedSince.ShouldBe("Mon, 13 Apr 2026 14:00:00 GMT");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(408)]
    public async Task A_fault_that_may_pass_is_tried_again_and_told(int code)
    {
        var url = _server.Serve("daily", TestServer.Status(code), TestServer.Status(code), TestServer.Ok("rates"));

        var download = await GetAsync(url);

        (download.Status, download.Retries).ShouldBe((DownloadStatus.Fetched, 2));
        _told.Count.ShouldBe(2);
        _told[0].ShouldContain($"HTTP {code}");
        _told[0].ShouldContain("attempt 2 of 5");
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(204)]
    public async Task A_fault_that_stays_is_not_tried_again(int code)
    {
        var download = await GetAsync(_server.Serve("daily", TestServer.Status(code)));

        (download.Status, download.Retries).ShouldBe((DownloadStatus.Failed, 0));
        download.Error!.ShouldContain($"HTTP {code}");
        _pauses.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_the_last_attempt_the_download_has_failed()
    {
        var download = await GetAsync(_server.Serve("daily", TestServer.Status(500)));

        (download.Status, download.Retries).ShouldBe((DownloadStatus.Failed, 4));
        download.Error!.ShouldContain("(5 attempts)");
        _server.Paths.Count().ShouldBe(5);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_given_up()
    {
        var url = _server.Serve("daily", _server.Silent(), TestServer.Ok("rates"));

        var download = await GetAsync(url, options: Options() with { Timeout = TimeSpan.FromMilliseconds(400) });

        (download.Status, download.Retries).ShouldBe((DownloadStatus.Fetched, 1));
        _told.Single().ShouldContain("no answer within 0.4 s");
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_no_body()
    {
        var url = _server.Serve("daily", TestServer.Truncated("rates and rates"), TestServer.Ok("rates and rates"));

        var download = await GetAsync(url);

        Encoding.UTF8.GetString(download.Body!).ShouldBe("rates and rates");
        download.Retries.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_refused_whether_or_not_it_says_so(bool says)
    {
        var url = _server.Serve("daily", async context =>
        {
            context.Response.SendChunked = !says;
            if (says)
            {
                context.Response.ContentLength64 = 1 << 20;
            }

            await context.Response.OutputStream.WriteAsync(new byte[1 << 20]);
        });

        var download = await GetAsync(url, options: Options() with { BytesMax = 1 << 16 });

        (download.Status, download.Retries).ShouldBe((DownloadStatus.Failed, 0));
        download.Error!.ShouldContain("65536 bytes");
    }

    [Fact]
    public async Task A_file_that_has_moved_is_followed_and_a_circle_is_not()
    {
        var old = _server.Serve("old", TestServer.Moved("/new"));
        var found = _server.Serve("new", TestServer.Ok("rates"));
        var circle = _server.Serve("circle", TestServer.Moved("/circle"));

        (await GetAsync(old)).MovedTo.ShouldBe(found);
        (await GetAsync(found)).MovedTo.ShouldBeNull();
        (await GetAsync(circle)).Error!.ShouldContain("HTTP 301");
    }

    [Fact]
    public async Task Nobody_there_is_a_fault_that_may_pass()
    {
        var url = _server.Serve("daily", TestServer.Ok("rates"));
        await _server.DisposeAsync();

        var download = await GetAsync(url);

        (download.Status, download.Retries).ShouldBe((DownloadStatus.Failed, 4));
    }

    [Fact]
    public async Task Whoever_cancels_is_not_told_of_a_timeout()
    {
        using var stop = new CancellationTokenSource();
        var url = _server.Serve("daily", context =>
        {
            stop.Cancel();
            return _server.Silent()(context);
        });
        using var downloader = new Downloader(Options(), meters: null, _told.Add);

        await Should.ThrowAsync<OperationCanceledException>(() => downloader.GetAsync(url, known: null, stop.Token));

        _told.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pauses_double_up_to_a_bound_and_heed_what_the_server_asks_within_it()
    {
        var patient = Options() with { Attempts = 6, BackoffMin = TimeSpan.FromSeconds(1), BackoffMax = TimeSpan.FromSeconds(5) };
        await GetAsync(_server.Serve("daily", TestServer.Status(503)), options: patient);
        var pauses = _pauses.ToList();
        _pauses.Clear();
        await GetAsync(_server.Serve("asked", TestServer.Status(503, "3"), TestServer.Status(503, "3600"), TestServer.Ok("rates")), options: patient);

        foreach (var (pause, longest) in pauses.Zip([1, 2, 4, 5, 5]))
        {
            pause.ShouldBeInRange(TimeSpan.FromSeconds(longest / 2.0), TimeSpan.FromSeconds(longest));
        }

        pauses.Count.ShouldBe(5);
        pauses.Distinct().Count().ShouldBe(5);
        _pauses.ShouldBe([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5)]);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        try
        {
            await _server.DisposeAsync();
        }
        catch (InvalidOperationException)
        {
            // The test has ended it already.
        }
    }

    private DownloadOptions Options() => new()
    {
        Seed = 1,
        Pause = (pause, _) =>
        {
            _pauses.Add(pause);
            return Task.CompletedTask;
        },
    };

    private async Task<Download> GetAsync(Uri url, Validators? known = null, DownloadOptions? options = null)
    {
        using var downloader = new Downloader(options ?? Options(), meters: null, _told.Add);
        return await downloader.GetAsync(url, known, CancellationToken.None);
    }
}
