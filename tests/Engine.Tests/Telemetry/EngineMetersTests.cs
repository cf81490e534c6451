using System.Diagnostics.Metrics;
using Sluice.Engine.Log;
using Sluice.Engine.Telemetry;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Engine.Tests.Telemetry;

public class EngineMetersTests
{
    [Fact]
    public async Task A_running_engine_measures_itself()
    {
        using var meters = new EngineMeters();
        using var seen = new MeterSums(meters);
        await using var rig = new EngineRig { Meters = meters, BatchRecords = 2 };
        var host = await rig.StartAsync([0, 1]);
        await rig.SendAsync(("a1", "1"), ("a2", "1"), ("a3", TallyTopology.Boom), ("a4", "1"), ("a5", "1"));
        await host.WaitIdleAsync(rig.Limit);

        seen[MetricNames.RecordsCommitted].ShouldBe(5);
        seen[MetricNames.Commits].ShouldBeGreaterThanOrEqualTo(2);
        seen[MetricNames.SegmentBytes].ShouldBeGreaterThan(5 * 16);
        seen[MetricNames.RowsChanged].ShouldBeGreaterThanOrEqualTo(5);
        seen[MetricNames.Quarantined].ShouldBe(1);
        seen[MetricNames.ShardRestarts + "/poison"].ShouldBe(1);
        seen[MetricNames.StepDuration].ShouldBeGreaterThan(0);
        seen[MetricNames.CommitDuration].ShouldBeGreaterThan(0);

        // The records bear a timestamp of 2023.
        seen[MetricNames.Freshness].ShouldBeGreaterThan(3600);
    }

    [Fact]
    public void Every_instrument_bears_a_documented_name()
    {
        var names = typeof(MetricNames).GetFields().Where(f => f.Name != nameof(MetricNames.Meter)).Select(f => (string)f.GetValue(null)!);
        var published = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => published.Add(instrument.Name) };
        using var meters = new EngineMeters();
        listener.Start();

        names.ShouldAllBe(n => published.Contains(n));
    }
}
