using Sluice.Cli.Hosting;
using Sluice.Connectors.Fx;
using Sluice.Connectors.Fx.Http;
using Sluice.Connectors.Fx.Source;
using Sluice.Engine.Log;

namespace Sluice.Cli.Fx;

/// <summary>The feed of exchange rates in this process: everything it is made of, and the loop of a run.</summary>
internal sealed class RateFeed : IAsyncDisposable
{
    private readonly FxMeters _meters = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Downloader _downloader;
    private readonly FxSource _source;
    private readonly Action<string> _tell;
    private readonly TimeProvider _time = TimeProvider.System;
    private Task _loop = Task.CompletedTask;

    public RateFeed(StoreLocation location, ILog log, FxUrls urls, string baseCurrency, Action<string> tell)
    {
        _tell = tell;
        _downloader = new Downloader(new DownloadOptions(), _meters, words => tell($"exchange rates: {words}"));
        var options = new FxSourceOptions { Urls = urls, BaseCurrency = baseCurrency, IsCurrency = RateOptions.IsKnown };
        _source = new FxSource(options, _downloader, FxCache.Beside(location.Beside), new RateLog(location, log, baseCurrency, _time), _meters);
    }

    /// <summary>One round, whose faults of log and disk are thrown.</summary>
    public Task<FxRound> FetchAsync(DateOnly? from, CancellationToken cancel) => _source.FetchAsync(from, cancel);

    /// <summary>Runs beside an engine: once, or at an interval until disposed of. Nothing ends the run.</summary>
    /// <param name="untilIdle">One round only, which is over when this returns.</param>
    public async Task StartAsync(TimeSpan every, bool untilIdle, CancellationToken cancel)
    {
        var feed = new FxFeed(token => FetchAsync(from: null, token), every, new Staleness(FxSettings.StaleDays()), _time, _tell);
        if (untilIdle)
        {
            try
            {
                await feed.OnceAsync(cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                // Asked to stop: so will be the run.
            }

            return;
        }

        // On the pool: whoever starts it goes on at once.
        _loop = Task.Run(() => feed.RunAsync(_stop.Token), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
        _downloader.Dispose();
        _meters.Dispose();
    }
}
