using System.Diagnostics.Metrics;
using Sluice.Engine.Telemetry;

namespace Sluice.Engine.Tests.Shards;

/// <summary>What an engine's gauges show when someone asks.</summary>
internal static class MeterReading
{
    /// <summary>What a gauge of these meters shows now, or null.</summary>
    public static double? Of(EngineMeters meters, string name)
    {
        double? shown = null;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == name && ReferenceEquals(instrument.Meter, meters.Commits.Meter))
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => shown = value);
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => shown = value);
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => shown = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return shown;
    }
}
