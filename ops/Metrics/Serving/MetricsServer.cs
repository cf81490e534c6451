using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Metrics.Serving;

/// <summary>A bare HTTP server for <see cref="Pages"/>: no routing, no configuration, no logging of its own.</summary>
public sealed class MetricsServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MetricsServer(WebApplication app) => _app = app;

    /// <summary>Where it listens; the port is the one taken where 0 was asked for.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <exception cref="IOException">The address is taken, or is none of this machine's.</exception>
    public static async Task<MetricsServer> StartAsync(ListenAddress listen, Pages pages, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Bound(kestrel, listen)).UseShutdownTimeout(ServingLimits.StopTimeout);
        var app = builder.Build();
        app.Run(pages.AnswerAsync);
        try
        {
            await app.StartAsync(cancel);
            return new MetricsServer(app);
        }
        catch (Exception failure)
        {
            await app.DisposeAsync();
            if (failure is System.Net.Sockets.SocketException unknown)
            {
                throw new IOException($"cannot listen on {listen}: {unknown.Message}", unknown);
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void Bound(KestrelServerOptions kestrel, ListenAddress listen)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = ServingLimits.ConnectionsMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = ServingLimits.HeaderBytesMax;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.RequestHeadersTimeout = ServingLimits.HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = ServingLimits.IdleTimeout;
        kestrel.Listen(new IPEndPoint(listen.Host, listen.Port), endpoint => endpoint.Protocols = HttpProtocols.Http1);
    }
}
