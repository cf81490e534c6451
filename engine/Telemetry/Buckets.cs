namespace Sluice.Engine.Telemetry;

/// <summary>Bounds of the histograms' buckets, in seconds: finest where the engine's goals lie.</summary>
internal static class Buckets
{
    /// <summary>Around the goal of 200 ms, up to the minutes of catching up.</summary>
    public static readonly double[] FreshnessSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    /// <summary>A slice is 5 ms at most, a full batch about 50 ms.</summary>
    public static readonly double[] StepSeconds = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

    /// <summary>From a flush on a good disk to a store that retries.</summary>
    public static readonly double[] CommitSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
}
