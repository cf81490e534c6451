using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Sluice.Engine.Telemetry;

namespace Sluice.Engine.Tests.Shards;

/// <summary>Sums what the given meters record, by instrument, and by reason where one is told. Safe from any thread.</summary>
internal sealed class MeterSums : IDisposable
{
    private readonly MeterListener _listener;
    private readonly ConcurrentDictionary<string, double> _sums = new();

    public MeterSums(EngineMeters meters)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, meters.Commits.Meter))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _listener.Start();
    }

    /// <summary>By name, with <c>/reason</c> where one is told; zero where nothing was recorded.</summary>
    public double this[string name] => _sums.GetValueOrDefault(name);

    public void Dispose() => _listener.Dispose();

    private void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _sums.AddOrUpdate(tags.Length == 0 ? name : $"{name}/{tags[0].Value}", value, (_, sum) => sum + value);
}
