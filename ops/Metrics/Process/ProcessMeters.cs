using System.Diagnostics.Metrics;
using System.Reflection;
using Sluice.Engine.Telemetry;
using Names = Sluice.Engine.Telemetry.MetricNames.Process;

namespace Sluice.Metrics.Process;

/// <summary>What this process takes, read when someone asks. Safe from any thread.</summary>
public sealed class ProcessMeters : IDisposable
{
    private readonly Meter _meter = new(MetricNames.Meter);

    public ProcessMeters()
    {
        var started = Started();
        _meter.CreateObservableCounter(Names.Cpu, static () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Processor time, user and system.");
        _meter.CreateObservableGauge(Names.Memory, static () => Environment.WorkingSet, "By", "Resident memory.");
        _meter.CreateObservableGauge(Names.Started, () => started, "s", "When the process started, in seconds since 1970.");
        _meter.CreateObservableGauge(Names.Threads, Threads, null, "Threads of the process.");
        _meter.CreateObservableCounter(Names.Collections, Collections, null, "Garbage collections, by generation.");
        _meter.CreateObservableCounter(Names.CollectionPause, static () => GC.GetTotalPauseDuration().TotalSeconds, "s", "Time in which the garbage collector held the program up.");
        _meter.CreateObservableGauge(Names.Heap, static () => GC.GetGCMemoryInfo().HeapSizeBytes, "By", "Managed heap after the last garbage collection.");
        _meter.CreateObservableCounter(Names.Allocated, static () => GC.GetTotalAllocatedBytes(), "By", "Managed memory allocated since the start.");
        _meter.CreateObservableGauge(MetricNames.Worker.Build, static () => Build, null, "1, with the version of the program.");
    }

    private static Measurement<int> Build => new(1, new KeyValuePair<string, object?>("version", Version()));

    public void Dispose() => _meter.Dispose();

    private static double Started()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return new DateTimeOffset(self.StartTime).ToUnixTimeMilliseconds() / 1000.0;
    }

    private static int Threads()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return self.Threads.Count;
    }

    private static IEnumerable<Measurement<int>> Collections() =>
        Enumerable.Range(0, GC.MaxGeneration + 1).Select(g => new Measurement<int>(CollectionsOf(g), new KeyValuePair<string, object?>("generation", g)));

    /// <summary>The runtime counts a collection of a generation as one of every younger one too.</summary>
    private static int CollectionsOf(int generation) =>
        GC.CollectionCount(generation) - (generation < GC.MaxGeneration ? GC.CollectionCount(generation + 1) : 0);

    private static string Version() =>
        typeof(MetricNames).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
