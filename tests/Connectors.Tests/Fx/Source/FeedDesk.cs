using Sluice.Connectors.Fx;
using Sluice.Connectors.Fx.Http;
using Sluice.Connectors.Fx.Source;
using Sluice.Connectors.Tests.Embedded;
using Sluice.Connectors.Tests.Fx.Http;

namespace Sluice.Connectors.Tests.Fx.Source;

/// <summary>A feed with a server, a log, a clock and a cache of a test's own.</summary>
public abstract class FeedDesk : IAsyncLifetime
{
    private protected const string Daily = "eurofxref-daily.xml";
    private protected const string NinetyDays = "eurofxref-hist-90d.xml";
    private protected const string History = "eurofxref-hist.zip";

    private readonly TempFolder _folder = new();

    private protected TestServer Server { get; } = new();

    private protected MemoryRateLog Log { get; } = new();

    private protected FixedTime Time { get; } = new("2026-04-14T18:00:00Z");

    private protected FxMeters Meters { get; } = new();

    private protected FxCache Cache => new(Path.Combine(_folder.Path, "books.db.fx"));

    private protected string CacheFolder => Path.Combine(_folder.Path, "books.db.fx");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Meters.Dispose();
        _folder.Dispose();
    }

    /// <summary>A round of a process of its own: only cache and log are those of the one before.</summary>
    private protected async Task<FxRound> FetchAsync(string? from = null, string path = "")
    {
        var download = new DownloadOptions { Attempts = 2, Pause = (_, _) => Task.CompletedTask, Time = Time };
        using var downloader = new Downloader(download, Meters, _ => { });
        var options = new FxSourceOptions
        {
            Urls = FxUrls.Parse(new Uri(Server.Root, path).ToString()),
            BaseCurrency = "INR",
            IsCurrency = _ => true,
            Time = Time,
        };
        var source = new FxSource(options, downloader, Cache, Log, Meters);
        return await source.FetchAsync(from is null ? null : EcbSamples.Date(from), CancellationToken.None);
    }

    private protected static (string Date, decimal Rupees)[] Days(string from, string to) =>
        [.. Sluice.Connectors.Fx.Calendar.TargetDays.Between(EcbSamples.Date(from), EcbSamples.Date(to)).Select(d => ($"{d:yyyy-MM-dd}", 90m))];
}
