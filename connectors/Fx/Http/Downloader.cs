using System.Net;
using System.Net.Http.Headers;

namespace Sluice.Connectors.Fx.Http;

/// <summary>
/// Gets files by HTTP: conditional, bounded in time and size, tried again after faults that may pass. One download at a
/// time. It never throws for what a server or the network does.
/// </summary>
public sealed class Downloader : IDisposable
{
    private readonly HttpClient _http;
    private readonly DownloadOptions _options;
    private readonly Backoff _backoff;
    private readonly FxMeters? _meters;
    private readonly Action<string> _tell;

    /// <param name="meters">Where attempts are counted; null for nowhere.</param>
    /// <param name="tell">Is told in words of every attempt that failed and is made again.</param>
    public Downloader(DownloadOptions options, FxMeters? meters, Action<string> tell)
    {
        (_options, _meters, _tell) = (options, meters, tell);
        _backoff = new Backoff(options);
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            MaxAutomaticRedirections = FxLimits.RedirectsMax,
            MaxResponseHeadersLength = FxLimits.HeaderKibibytesMax,
            UseCookies = false,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Sluice", productVersion: null));
    }

    /// <summary>Gets a file, or learns that it is as it was.</summary>
    /// <param name="known">What the server said of the version at hand; null to get it in any case.</param>
    /// <exception cref="OperationCanceledException">Cancelled by the token given.</exception>
    public async Task<Download> GetAsync(Uri url, Validators? known, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var fault = await TryAsync(url, known, attempt - 1, cancel);
            if (fault.Done is { } done)
            {
                _meters?.Fetched(done.Status);
                return done;
            }

            if (!fault.MayPass || attempt >= _options.Attempts)
            {
                _meters?.Fetched(DownloadStatus.Failed);
                var tries = attempt == 1 ? "" : $" ({attempt} attempts)";
                return new Download(DownloadStatus.Failed, Body: null, Validators: null, attempt - 1, $"{FxUrls.Shown(url)}: {fault.Words}{tries}");
            }

            var pause = _backoff.After(attempt, fault.RetryAfter);
            _meters?.Retried();
            _tell($"{FxUrls.Shown(url)}: {fault.Words}; trying again in {pause.TotalSeconds:0.0} s (attempt {attempt + 1} of {_options.Attempts})");
            await (_options.Pause?.Invoke(pause, cancel) ?? Task.Delay(pause, _options.Time, cancel));
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Attempt> TryAsync(Uri url, Validators? known, int retries, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            using var request = Request(url, known);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await TakeAsync(url, response, retries, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested && timeout.IsCancellationRequested)
        {
            return Attempt.Fault($"no answer within {_options.Timeout.TotalSeconds:0.#} s");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return Attempt.Fault(Words(broken));
        }
        catch (InvalidDataException packed)
        {
            return Attempt.Fault($"a body that cannot be unpacked: {packed.Message}");
        }
    }

    private async Task<Attempt> TakeAsync(Uri url, HttpResponseMessage response, int retries, CancellationToken cancel)
    {
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            return new Attempt(new Download(DownloadStatus.NotModified, Body: null, Validators: null, retries, Error: null));
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            var code = (int)response.StatusCode;
            var mayPass = code is 408 or 429 or >= 500;
            return Attempt.Fault($"HTTP {code} {response.ReasonPhrase}".TrimEnd(), mayPass, RetryAfter(response));
        }

        if (response.Content.Headers.ContentLength > _options.BytesMax || await ReadAsync(response.Content, cancel) is not { } body)
        {
            return Attempt.Fault($"more than the {_options.BytesMax} bytes that a file of rates may have", mayPass: false);
        }

        var validators = new Validators(response.Headers.ETag?.ToString(), response.Content.Headers.LastModified);
        var found = response.RequestMessage?.RequestUri;
        return new Attempt(new Download(
            DownloadStatus.Fetched,
            body,
            validators is { ETag: null, LastModified: null } ? null : validators,
            retries,
            Error: null,
            MovedTo: found is not null && found != url ? found : null));
    }

    /// <summary>The body; null where it is larger than allowed. No more than that is held.</summary>
    private async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancel)
    {
        await using var stream = await content.ReadAsStreamAsync(cancel);
        using var body = new MemoryStream();
        var block = new byte[81_920];
        for (int read; (read = await stream.ReadAsync(block, cancel)) > 0;)
        {
            if (body.Length + read > _options.BytesMax)
            {
                return null;
            }

            body.Write(block, 0, read);
        }

        return body.ToArray();
    }

    private static HttpRequestMessage Request(Uri url, Validators? known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (known?.ETag is { } tag && EntityTagHeaderValue.TryParse(tag, out var parsed))
        {
            request.Headers.IfNoneMatch.Add(parsed);
        }

        request.Headers.IfModifiedSince = known?.LastModified;
        return request;
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _options.Time.GetUtcNow(),
        _ => null,
    };

    /// <summary>The innermost cause: the outer ones only say that something failed.</summary>
    private static string Words(Exception fault) => fault.InnerException is { } inner ? Words(inner) : fault.Message.TrimEnd('.');

    private sealed record Attempt(Download? Done, string Words = "", bool MayPass = false, TimeSpan? RetryAfter = null)
    {
        public static Attempt Fault(string words, bool mayPass = true, TimeSpan? retryAfter = null) => new(Done: null, words, mayPass, retryAfter);
    }
}
