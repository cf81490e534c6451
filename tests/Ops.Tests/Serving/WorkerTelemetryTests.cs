using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Sluice.Engine.State;
using Sluice.Engine.Telemetry;
using Sluice.Engine.Tests.Shards;
using Sluice.Metrics;
using Sluice.Metrics.Serving;
using Sluice.Ops.Tests.Tools;

namespace Sluice.Ops.Tests.Serving;

[Collection(nameof(OneAtATime))]
public sealed partial class WorkerTelemetryTests : IAsyncLifetime
{
    private WorkerTelemetry _telemetry = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _telemetry = await WorkerTelemetry.StartAsync(ListenAddress.Parse("127.0.0.1:0"), CancellationToken.None);
        _client = new HttpClient { BaseAddress = _telemetry.Address };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _telemetry.DisposeAsync();
    }

    [Fact]
    public async Task A_running_engine_is_scraped()
    {
        await using var rig = await RunAsync();
        var text = await _client.GetStringAsync("/metrics");

        Values(text, MetricNames.RecordsCommitted).ShouldBe([5]);
        Values(text, MetricNames.Quarantined).ShouldBe([1]);
        Values(text, MetricNames.DeadLetters).ShouldBe([1]);
        Values(text, MetricNames.ShardsOwned).ShouldBe([2]);
        Values(text, MetricNames.ShardsLoaded).ShouldBe([2]);
        Values(text, MetricNames.Worker.Ready).ShouldBe([1]);
        Values(text, MetricNames.CommitDuration + "_count").ShouldBe(Values(text, MetricNames.Commits));
        Values(text, MetricNames.StateBytes).Sum().ShouldBeGreaterThan(5 * 16);
        Values(text, MetricNames.Process.Cpu).ShouldAllBe(v => v > 0);
        Values(text, MetricNames.Process.Memory).ShouldAllBe(v => v > 1e7);
        Values(text, MetricNames.Process.Collections).Count.ShouldBe(3);
        text.ShouldContain($"{MetricNames.Lag}{{shard=\"0\",topic=\"numbers\"}} 0\n");
        text.ShouldContain($"{MetricNames.ShardRestarts}{{reason=\"poison\"}} 1\n");
    }

    [Fact]
    public async Task The_checker_of_prometheus_finds_nothing_to_mend()
    {
        await using var rig = await RunAsync();
        using var others = new OtherMeters();
        var text = await _client.GetStringAsync("/metrics");
        OtherMeters.Names.ShouldAllBe(name => text.Contains($"# HELP {name} "));
        (await Tool.PromtoolAsync(["check", "metrics"], text)).ShouldBe("");
        (await Tool.PromtoolAsync(["check", "metrics"], text.Replace("# HELP sluice" + "_commits_total Commits.\n", ""))).ShouldContain("no help text");
    }

    [Fact]
    public async Task Lag_grows_while_an_input_is_held_up()
    {
        await using var rig = await RunAsync();
        rig.Hosts[0].Gates.Pause(TallyTopology.Numbers);
        await rig.SendAsync(Enumerable.Range(0, 40).Select(i => ($"b{i}", "1")).ToArray());
        var lag = 0.0;
        await rig.UntilAsync(() => (lag = LagNow()) > 0);
        lag.ShouldBeInRange(30, 40);

        rig.Hosts[0].Gates.Resume(TallyTopology.Numbers);
        await rig.UntilAsync(() => LagNow() == 0);

        double LagNow() => Values(_client.GetStringAsync("/metrics").GetAwaiter().GetResult(), MetricNames.Lag).Sum();
    }

    [Fact]
    public async Task Retries_are_counted_by_what_refused()
    {
        var refusals = 3;
        await using var rig = new EngineRig { Meters = _telemetry.Engine };
        var store = new HookedStore(rig.Store)
        {
            BeforeCommit = (_, _) => Interlocked.Decrement(ref refusals) >= 0 ? throw new StoreException("busy") : default,
        };
        var host = await rig.StartAsync([0, 1], store: store);
        await rig.SendAsync(("a1", "1"));
        await host.WaitIdleAsync(rig.Limit);

        var text = await _client.GetStringAsync("/metrics");
        text.ShouldContain($"{MetricNames.Retries}{{kind=\"store\"}} 3\n");
        text.ShouldContain($"{MetricNames.Retries}{{kind=\"log\"}} 0\n");
    }

    [Fact]
    public async Task Health_turns_when_the_engine_has_started()
    {
        (await StatusAsync("/health/live")).ShouldBe((HttpStatusCode.OK, "alive\n"));
        (await StatusAsync("/health/ready")).ShouldBe((HttpStatusCode.ServiceUnavailable, "the engine is starting\n"));
        Values(await _client.GetStringAsync("/metrics"), MetricNames.Worker.Ready).ShouldBe([0]);

        await using var rig = await RunAsync();
        (await StatusAsync("/health/ready")).ShouldBe((HttpStatusCode.OK, "ready: 2 shards loaded\n"));

        await rig.Hosts[0].DisposeAsync();
        (await StatusAsync("/health/ready")).Words.ShouldStartWith("ready, without a shard");
    }

    [Fact]
    public async Task Only_what_is_there_is_answered()
    {
        (await StatusAsync("/")).Code.ShouldBe(HttpStatusCode.NotFound);
        using var post = await _client.PostAsync("/metrics", new StringContent("x"));
        post.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        post.Content.Headers.Allow.ShouldBe(["GET", "HEAD"]);
        using var head = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/metrics"));
        head.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        (await head.Content.ReadAsStringAsync()).ShouldBe("");
        head.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Half_open_clients_do_not_keep_others_out()
    {
        var stuck = Enumerable.Range(0, 20).Select(_ => new TcpClient(AddressFamily.InterNetwork)).ToList();
        foreach (var client in stuck)
        {
            await client.ConnectAsync(IPAddress.Loopback, _telemetry.Address.Port);
            await client.GetStream().WriteAsync("GET /metrics HTTP/1.1\r\nHost: x\r\n"u8.ToArray());
        }

        (await StatusAsync("/health/live")).Code.ShouldBe(HttpStatusCode.OK);
        stuck.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_taken_port_is_told()
    {
        var failure = await Should.ThrowAsync<IOException>(
            () => WorkerTelemetry.StartAsync(ListenAddress.Parse($"{_telemetry.Address.Port}"), CancellationToken.None));
        failure.Message.ShouldContain($"{_telemetry.Address.Port}");
    }

    private async Task<EngineRig> RunAsync()
    {
        var rig = new EngineRig { Meters = _telemetry.Engine, BatchRecords = 2 };
        var host = await rig.StartAsync([0, 1]);
        _telemetry.Started(rig.Log, rig.Store, [TallyTopology.Numbers]);
        await rig.SendAsync(("a1", "1"), ("a2", "1"), ("a3", TallyTopology.Boom), ("a4", "1"), ("a5", "1"));
        await host.WaitIdleAsync(rig.Limit);
        await rig.UntilAsync(() => _telemetry.Engine.Shards.Owned.All(s => s.IsRunning));
        return rig;
    }

    private async Task<(HttpStatusCode Code, string Words)> StatusAsync(string path)
    {
        using var response = await _client.GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static List<double> Values(string text, string name) =>
        [.. Line().Matches(text).Where(m => m.Groups["name"].Value == name).Select(m => double.Parse(m.Groups["value"].Value))];

    [GeneratedRegex(@"^(?<name>\w+)(\{.*\})? (?<value>\S+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Line();
}
