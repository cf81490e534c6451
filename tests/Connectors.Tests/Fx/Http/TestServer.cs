using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sluice.Connectors.Tests.Fx.Http;

/// <summary>What a test's server does with one request.</summary>
internal delegate Task Answer(HttpListenerContext context);

/// <summary>A server of files on a free port of this machine: each path gives its answers in turn, the last one for ever.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, Queue<Answer>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Path, string? IfNoneMatch, string? IfModifiedSince)> _requests = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _loop;

    public TestServer()
    {
        Root = Start(_listener);
        _loop = ServeAsync();
    }

    public Uri Root { get; }

    /// <summary>The paths asked for, in order.</summary>
    public IEnumerable<string> Paths => _requests.Select(r => r.Path);

    public IReadOnlyList<(string Path, string? IfNoneMatch, string? IfModifiedSince)> Requests => [.. _requests];

    public Uri Serve(string path, params Answer[] answers)
    {
        _answers[path] = new Queue<Answer>(answers);
        return new Uri(Root, path);
    }

    public static Answer Ok(string text, string? etag = null) => Ok(EcbSamples.Bytes(text), etag);

    public static Answer Ok(byte[] body, string? etag = null) => async context =>
    {
        if (etag is not null && context.Request.Headers["If-None-Match"] == etag)
        {
            context.Response.StatusCode = 304;
            return;
        }

        context.Response.AddHeader("ETag", etag ?? "\"none\"");
        context.Response.ContentLength64 = body.Length;
        await context.Response.OutputStream.WriteAsync(body);
    };

    public static Answer Status(int code, string? retryAfter = null) => context =>
    {
        context.Response.StatusCode = code;
        if (retryAfter is not null)
        {
            context.Response.AddHeader("Retry-After", retryAfter);
        }

        return Task.CompletedTask;
    };

    public static Answer Moved(string to) => context =>
    {
        context.Response.StatusCode = 301;
        context.Response.RedirectLocation = to;
        return Task.CompletedTask;
    };

    /// <summary>Promises a whole body and breaks off in it.</summary>
    public static Answer Truncated(string text) => async context =>
    {
        var body = EcbSamples.Bytes(text);
        context.Response.ContentLength64 = body.Length;
        await context.Response.OutputStream.WriteAsync(body.AsMemory(0, body.Length / 2));
        await context.Response.OutputStream.FlushAsync();
        context.Response.Abort();
    };

    /// <summary>Never answers, for as long as the server lives.</summary>
    public Answer Silent() => _ => _released.Task;

    public async ValueTask DisposeAsync()
    {
        _released.SetResult();

        // Not Stop first: Close would then bind the port once more, which may belong to somebody else by now.
        _listener.Close();
        await _loop;
    }

    /// <summary>A port that is free now may be taken a moment later: then another one is tried.</summary>
    private static Uri Start(HttpListener listener)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var root = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            probe.Stop();
            listener.Prefixes.Add(root.ToString());
            try
            {
                listener.Start();
                return root;
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                listener.Prefixes.Clear();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath.TrimStart('/');
        _requests.Enqueue((path, context.Request.Headers["If-None-Match"], context.Request.Headers["If-Modified-Since"]));
        try
        {
            await Next(path)(context);
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The client has hung up, or the test meant to.
        }
    }

    private Answer Next(string path)
    {
        if (!_answers.TryGetValue(path, out var answers))
        {
            return Status(404);
        }

        lock (answers)
        {
            return answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        }
    }
}
