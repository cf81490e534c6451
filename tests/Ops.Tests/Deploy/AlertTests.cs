using Sluice.Engine.Telemetry;
using Sluice.Engine.Tests.Tidy.Trees;
using Sluice.Ops.Tests.Tools;

namespace Sluice.Ops.Tests.Deploy;

public sealed class AlertTests : IDisposable
{
    private readonly string _copy = Directory.CreateTempSubdirectory("sluice-alerts-").FullName;

    private static Tree Tree => Repository.Tree;

    [Fact]
    public void Every_alert_is_tested_and_has_a_first_step()
    {
        Alerts.Faults(Tree).ShouldBeEmpty();
        Alerts.All(Tree).Count().ShouldBeGreaterThan(10);
        Alerts.Untold(Tree).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Alerts.Rules, "alert: SluiceStuck", "alert: SluiceHalted", "SluiceHalted is not shown to fire")]
    [InlineData(Alerts.Rules, "alert: SluiceStuck", "alert: SluiceHalted", "SluiceHalted is not shown to be quiet before and after")]
    [InlineData(Alerts.Guide, "| `SluiceStuck` |", "| SluiceStuck |", "SluiceStuck has no first step in docs/OPERATIONS.md")]
    [InlineData(Alerts.Rules, "expr: " + MetricNames.Worker.Ready, "expr: sluice" + "_readiness", "SluiceWorkerNotReady: nobody measures sluice" + "_readiness")]
    public void A_lonely_alert_is_told(string path, string from, string to, string fault) => Alerts.Faults(Tree.With(path, from, to)).ShouldContain(fault);

    [Fact]
    public void A_metric_the_guide_leaves_out_is_told() =>
        Alerts.Untold(Tree.With(Alerts.Guide, $"| `{MetricNames.Lag}` |", "| lag |")).ShouldBe([MetricNames.Lag]);

    [Fact]
    public async Task Prometheus_takes_the_configuration_and_the_rules()
    {
        Write(Tree);
        (await CheckAsync("config", "prometheus.yml")).ShouldBe("");
        (await CheckAsync("rules", "rules/sluice.yml")).ShouldBe("");

        Write(Tree.With("ops/prometheus/prometheus.yml", "scrape_timeout: 5s", "scrape_timeout: 50s"));
        (await CheckAsync("config", "prometheus.yml")).ShouldContain("scrape timeout greater than scrape interval");
        Write(Tree.With(Alerts.Rules, "sum(sluice" + "_shards_loaded) <", "sum(sluice" + "_shards_loaded <"));
        (await CheckAsync("rules", "rules/sluice.yml")).ShouldContain("parse error");
    }

    [Fact]
    public async Task Every_alert_fires_and_clears()
    {
        Write(Tree);
        (await FiredAsync()).ShouldBe("");
    }

    [Theory]
    [InlineData("expr: up{job=\"sluice\"} == 0", "expr: up == 0", "SluiceWorkerDown")]
    [InlineData("_lag_records) > 10000", "_lag_records) > 100000000", "SluiceLagGrows")]
    [InlineData("for: 1h", "for: 1m", "SluiceRatesStale")]
    public async Task An_alert_that_fires_wrongly_or_not_at_all_is_told(string from, string to, string alert)
    {
        Write(Tree.With(Alerts.Rules, from, to));
        (await FiredAsync()).ShouldContain($"alertname: {alert}");
    }

    public void Dispose() => Directory.Delete(_copy, recursive: true);

    private void Write(Tree tree)
    {
        foreach (var file in tree.Files.Where(f => f.IsUnder("ops/prometheus/")))
        {
            var path = Path.Combine(_copy, file.Path["ops/prometheus/".Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }
    }

    private Task<string> CheckAsync(string what, string file) => Tool.PromtoolAsync(["check", what, file], folder: _copy);

    private Task<string> FiredAsync() =>
        Tool.PromtoolAsync(["test", "rules", .. Directory.GetFiles(Path.Combine(_copy, "tests"))], folder: Path.Combine(_copy, "tests"));
}
