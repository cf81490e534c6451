using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Sluice.Metrics.Exposition;

/// <summary>
/// Gives what the meters hold as text, when asked. One caller at a time collects, on its own thread; another one waits
/// for its turn.
/// </summary>
public sealed class PullExporter : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly TextSink _sink = new();
    private readonly MeterProvider _provider;

    /// <param name="meters">Names of the meters whose instruments are shown.</param>
    public PullExporter(params string[] meters)
    {
        _provider = Sdk.CreateMeterProviderBuilder().AddMeter(meters).AddReader(new BaseExportingMetricReader(_sink)).Build();
    }

    /// <summary>Everything measured up to now, in Prometheus's text format.</summary>
    /// <exception cref="InvalidOperationException">The meters could not be read.</exception>
    public async Task<string> ReadAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return _sink.Collect?.Invoke(Timeout.Infinite) == true ? _sink.Text : throw new InvalidOperationException("the meters could not be read");
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _provider.Dispose();
        _turn.Dispose();
    }

    [ExportModes(ExportModes.Pull)]
    private sealed class TextSink : BaseExporter<Metric>, IPullMetricExporter
    {
        /// <summary>Set by the reader; the only way to make it collect.</summary>
        public Func<int, bool>? Collect { get; set; }

        public string Text { get; private set; } = "";

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var metrics = new List<Metric>();
            foreach (var metric in batch)
            {
                metrics.Add(metric);
            }

            Text = MetricWriter.Write(metrics);
            return ExportResult.Success;
        }
    }
}
