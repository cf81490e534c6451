using System.Diagnostics.Metrics;
using Sluice.Metrics.Exposition;
using Sluice.Ops.Tests.Tools;

namespace Sluice.Ops.Tests.Exposition;

public sealed class MetricWriterTests : IDisposable
{
    private readonly Meter _meter = new($"writer-{Guid.NewGuid()}");
    private readonly PullExporter _exporter;

    public MetricWriterTests() => _exporter = new PullExporter(_meter.Name);

    [Fact]
    public async Task Counters_add_up_by_their_labels()
    {
        var counter = _meter.CreateCounter<long>("b_tries_total", "By", "Tries, \"all\" of them.");
        counter.Add(2, new KeyValuePair<string, object?>("kind", "store"));
        counter.Add(1, new KeyValuePair<string, object?>("kind", "log"));
        counter.Add(3, new KeyValuePair<string, object?>("kind", "store"));
        _meter.CreateCounter<double>("a_seconds_total", "s", "Seconds.").Add(0.25);

        (await TextAsync()).ShouldBe("""
            # HELP a_seconds_total Seconds.
            # TYPE a_seconds_total counter
            # UNIT a_seconds_total seconds
            a_seconds_total 0.25
            # HELP b_tries_total Tries, "all" of them.
            # TYPE b_tries_total counter
            # UNIT b_tries_total bytes
            b_tries_total{kind="log"} 1
            b_tries_total{kind="store"} 5

            """);
    }

    [Fact]
    public async Task Buckets_of_a_histogram_count_up_to_all()
    {
        var histogram = _meter.CreateHistogram(
            "h_seconds", "s", "Times.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in (double[])[0.0625, 0.1, 0.5, 7])
        {
            histogram.Record(value, new KeyValuePair<string, object?>("zone", "x"));
        }

        (await TextAsync()).ShouldBe("""
            # HELP h_seconds Times.
            # TYPE h_seconds histogram
            # UNIT h_seconds seconds
            h_seconds_bucket{zone="x",le="0.1"} 2
            h_seconds_bucket{zone="x",le="1"} 3
            h_seconds_bucket{zone="x",le="+Inf"} 4
            h_seconds_sum{zone="x"} 7.6625
            h_seconds_count{zone="x"} 4

            """);
    }

    [Fact]
    public async Task A_gauge_shows_what_it_is_now_and_what_goes_away_is_gone()
    {
        Measurement<long>[] now = [new(5, new KeyValuePair<string, object?>("shard", 1)), new(7, new KeyValuePair<string, object?>("shard", 0))];
        _meter.CreateObservableGauge("g_records", () => now, "{records}", "Lag.");
        (await TextAsync()).ShouldBe("# HELP g_records Lag.\n# TYPE g_records gauge\ng_records{shard=\"0\"} 7\ng_records{shard=\"1\"} 5\n");

        now = [new(6, new KeyValuePair<string, object?>("shard", 1))];
        (await TextAsync()).ShouldBe("# HELP g_records Lag.\n# TYPE g_records gauge\ng_records{shard=\"1\"} 6\n");
    }

    [Fact]
    public async Task A_counter_that_falls_too_is_a_gauge()
    {
        _meter.CreateUpDownCounter<long>("u_records", null, "Queue.").Add(-2);
        (await TextAsync()).ShouldContain("# TYPE u_records gauge\nu_records -2\n");
    }

    [Fact]
    public async Task What_was_never_measured_has_no_family()
    {
        _meter.CreateCounter<long>("never_total", null, "Never.");
        (await TextAsync()).ShouldBe("");
    }

    [Fact]
    public async Task Readers_at_once_each_get_the_whole_text()
    {
        _meter.CreateCounter<long>("c_total", null, "Count.").Add(1);
        var texts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(TextAsync)));
        texts.ShouldAllBe(t => t.EndsWith("c_total 1\n"));
    }

    [Fact]
    public async Task Awkward_labels_pass_the_checker_of_prometheus()
    {
        _meter.CreateCounter<long>("awkward_total", null, "Back\\slash,\nline feed.")
            .Add(1, new KeyValuePair<string, object?>("path", "C:\\\"x\"\n{},= ₹"));
        var text = await TextAsync();
        (await Tool.PromtoolAsync(["check", "metrics"], text)).ShouldBe("");
        (await Tool.PromtoolAsync(["check", "metrics"], text.Replace("\\\"x", "\"x"))).ShouldNotBe("");
    }

    public void Dispose()
    {
        _exporter.Dispose();
        _meter.Dispose();
    }

    private Task<string> TextAsync() => _exporter.ReadAsync(CancellationToken.None);
}
