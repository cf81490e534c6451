using System.Diagnostics.Metrics;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Engine.Telemetry;
using Sluice.Metrics.Exposition;
using Sluice.Metrics.Health;
using Sluice.Metrics.Process;
using Sluice.Metrics.Serving;

namespace Sluice.Metrics;

/// <summary>All that a worker tells of itself: its meters, its health, and the server that shows them.</summary>
public sealed class WorkerTelemetry : IAsyncDisposable
{
    // Listens from the start on, so that nothing measured before the first scrape is lost.
    private readonly PullExporter _exporter = new(MetricNames.Meter);
    private readonly ProcessMeters _process = new();
    private readonly Meter _meter = new(MetricNames.Meter);
    private readonly EngineHealth _health;
    private MetricsServer? _server;

    private WorkerTelemetry()
    {
        _health = new EngineHealth(Engine.Shards, TimeProvider.System, ServingLimits.Patience, ServingLimits.CommitPatience);
        _meter.CreateObservableGauge(MetricNames.Worker.Ready, () => _health.WasReady ? 1 : 0, null, "1 where the worker is ready, else 0.");
    }

    /// <summary>The meters to run the engine with.</summary>
    public EngineMeters Engine { get; } = new();

    /// <summary>Where it answers, such as <c>http://127.0.0.1:9464/</c>.</summary>
    public Uri Address => _server!.Address;

    /// <summary>Listens at once: until <see cref="Started"/> the worker is alive and not ready.</summary>
    /// <exception cref="IOException">The address is taken, or is none of this machine's.</exception>
    public static async Task<WorkerTelemetry> StartAsync(ListenAddress listen, CancellationToken cancel)
    {
        var telemetry = new WorkerTelemetry();
        try
        {
            telemetry._server = await MetricsServer.StartAsync(listen, new Pages(telemetry._exporter, telemetry._health), cancel);
            return telemetry;
        }
        catch
        {
            await telemetry.DisposeAsync();
            throw;
        }
    }

    /// <summary>The engine has started on these; it is ready once the shards it has are loaded and the store answers.</summary>
    /// <param name="topics">The business topics, whose partitions are the shards.</param>
    public void Started(ILog log, IStore store, IReadOnlyList<string> topics) => _health.Started(log, store, topics);

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _exporter.Dispose();
        _meter.Dispose();
        _process.Dispose();
        Engine.Dispose();
    }
}
