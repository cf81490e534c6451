using Sluice.Connectors.Fx.Calendar;
using Sluice.Connectors.Fx.Ecb;
using Sluice.Connectors.Fx.Http;
using Sluice.Connectors.Fx.Rates;

namespace Sluice.Connectors.Fx.Source;

/// <summary>
/// One round at a time: asks for the daily file, for the longer ones where days are missing, appends what is news to the
/// log, and only then remembers the file. A crash in between repeats a download and appends nothing twice.
/// </summary>
public sealed class FxSource(FxSourceOptions options, Downloader downloader, FxCache cache, IRateLog log, FxMeters? meters)
{
    /// <summary>Runs a round. Faults of the server and its files are in the result; those of the log and the disk are thrown.</summary>
    /// <param name="from">The first day that is wanted; null for the days since the oldest known, or the last ninety of new books.</param>
    public async Task<FxRound> FetchAsync(DateOnly? from, CancellationToken cancel)
    {
        var state = cache.Load();
        var address = FxUrls.Shown(options.Urls.Daily);
        state = state.Url == address ? state : new FxState { Url = address };
        var kept = Kept();
        var download = await downloader.GetAsync(options.Urls.Daily, kept is null ? null : state.Validators, cancel);
        var daily = Read("daily", options.Urls.Daily, download, kept);
        var known = await log.ReadAsync(cancel);
        var files = new List<FxFile> { daily };
        var backfilled = await BackfillAsync(files, known, from, state, cancel);

        var rates = Rates(files, backfilled?.From, from);
        var updates = RateUpdates.Of(rates, known, options.Time.GetUtcNow(), isLatest: true);
        if (updates.ToSend.Count > 0)
        {
            await log.AppendAsync(updates.ToSend, cancel);
            meters?.Appended(updates.ToSend.Count);
        }

        Remember(state, files, backfilled, download);
        return Round(files, updates, known);
    }

    /// <summary>The days that are missing, after the longer files have filled what they can; null without a daily file.</summary>
    private async Task<Gaps?> BackfillAsync(List<FxFile> files, KnownRates known, DateOnly? from, FxState state, CancellationToken cancel)
    {
        if (files[0].Rates is not { } daily)
        {
            return null;
        }

        var gaps = new Gaps(known, from, daily, state.Unpublished);
        foreach (var (name, url, isAll) in new[] { ("90 days", options.Urls.NinetyDays, false), ("history", options.Urls.History, true) })
        {
            if (gaps.Count == 0 || url is null || url == options.Urls.Daily)
            {
                continue;
            }

            var file = Read(name, url, await downloader.GetAsync(url, known: null, cancel), kept: null);
            files.Add(file);
            if (file.Rates is not null)
            {
                gaps.Fill(file.Rates, isAll);
            }
        }

        return gaps;
    }

    /// <summary>The rates of all files, each once; where they differ the shorter and newer file is right.</summary>
    private List<FxRate> Rates(List<FxFile> files, DateOnly? backfillFrom, DateOnly? from)
    {
        var rates = new Dictionary<(string, DateOnly), FxRate>();
        for (var i = 0; i < files.Count; i++)
        {
            if (files[i].Rates is not { } file)
            {
                continue;
            }

            try
            {
                var wish = new RateWish(options.BaseCurrency, options.IsCurrency, i == 0 ? from : backfillFrom);
                foreach (var rate in CrossRates.Of(file, wish).Rates)
                {
                    rates.TryAdd((rate.Base, rate.Date), rate);
                }
            }
            catch (EcbFormatException unusable)
            {
                files[i] = Unreadable(files[i], unusable);
            }
        }

        return [.. rates.Values.OrderBy(r => r.Date).ThenBy(r => r.Base, StringComparer.Ordinal)];
    }

    private FxFile Read(string name, Uri url, Download download, byte[]? kept)
    {
        var result = download.Status switch
        {
            DownloadStatus.Fetched => "fetched",
            DownloadStatus.NotModified => "not modified",
            _ => "failed",
        };
        var told = new FxRoundFile(name, FxUrls.Shown(url), result, download.Retries, Dates: 0, Newest: null, download.Error, download.MovedTo is null ? null : FxUrls.Shown(download.MovedTo));
        var file = new FxFile(told, download.Body ?? (download.Status == DownloadStatus.NotModified ? kept : null), Rates: null);
        if (file.Content is null)
        {
            return file;
        }

        try
        {
            var rates = EcbFile.Read(file.Content);
            return file with { Rates = rates, Told = told with { Dates = rates.Days.Count, Newest = rates.Newest } };
        }
        catch (EcbFormatException damaged)
        {
            return Unreadable(file, damaged);
        }
    }

    private FxFile Unreadable(FxFile file, EcbFormatException fault)
    {
        meters?.Unreadable();
        return file with { Rates = null, Told = file.Told with { Result = "unreadable", Error = $"{file.Told.Url}: {fault.Message}" } };
    }

    /// <summary>The last good daily file, where it still reads as one.</summary>
    private byte[]? Kept()
    {
        try
        {
            var kept = cache.Daily();
            _ = kept is null ? null : EcbFile.Read(kept);
            return kept;
        }
        catch (EcbFormatException)
        {
            return null;
        }
    }

    private void Remember(FxState state, List<FxFile> files, Gaps? gaps, Download daily)
    {
        var now = options.Time.GetUtcNow();
        var good = files[0].Rates is not null;
        var failed = files.Find(f => f.Told.Error is not null);
        var isNew = good && daily.Status == DownloadStatus.Fetched;
        cache.Save(
            state with
            {
                LastFetchAt = now,
                LastSuccessAt = failed is null ? now : state.LastSuccessAt,
                LastResult = (failed ?? files[0]).Told.Result,
                LastError = failed?.Told.Error,
                Validators = isNew ? daily.Validators : state.Validators,
                Unpublished = good && gaps is not null ? gaps.Unpublished : state.Unpublished,
            },
            isNew ? daily.Body : null);
    }

    private FxRound Round(List<FxFile> files, RateUpdates updates, KnownRates known)
    {
        var newest = updates.ToSend.Select(r => (DateOnly?)r.Date).Append(known.NewestDate).Max();
        int? age = newest is { } date ? BusinessDays.Age(date, PublicationTime.DateOf(options.Time.GetUtcNow())) : null;
        if (age is { } days)
        {
            meters?.Age(days);
        }

        return new FxRound([.. files.Select(f => f.Told)], updates, newest, age);
    }

    private sealed record FxFile(FxRoundFile Told, byte[]? Content, EcbRates? Rates);
}
