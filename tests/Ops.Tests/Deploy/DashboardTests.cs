using Sluice.Engine.Telemetry;
using Sluice.Engine.Tests.Tidy.Trees;
using Sluice.Ops.Tests.Tools;

namespace Sluice.Ops.Tests.Deploy;

public class DashboardTests
{
    private const string Engine = Dashboards.Folder + "engine.json";

    [Fact]
    public void Dashboards_show_what_is_measured()
    {
        Dashboards.Faults(Repository.Tree).ShouldBeEmpty();
        Dashboards.Panels(Repository.Tree).Count().ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Every_metric_is_on_a_dashboard()
    {
        var shown = Dashboards.Panels(Repository.Tree).SelectMany(p => Expressions.Names(p.Expression)).ToList();
        Expressions.Known.Where(k => !shown.Any(s => s == k || s == k + "_bucket")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(MetricNames.Lag, "sluice" + "_lag_reports", "engine.json: Lag: nobody measures sluice" + "_lag_reports")]
    [InlineData("\"panels\"", "\"panels", "engine.json: it is no JSON")]
    [InlineData("\"uid\": \"prometheus\"", "\"uid\": \"other\"", "engine.json: Lag: its source of data is not provisioned")]
    [InlineData("\"id\": 2,", "\"id\": 1,", "engine.json: id 1 is of 2 panels")]
    public void A_broken_dashboard_is_told(string from, string to, string fault) =>
        Dashboards.Faults(Repository.Tree.With(Engine, from, to)).ShouldContain(fault);

    [Fact]
    public async Task Prometheus_understands_every_expression()
    {
        var expressions = Dashboards.Panels(Repository.Tree).Select(p => p.Expression).ToList();
        (await UnderstoodAsync(expressions)).ShouldBe("");
        (await UnderstoodAsync([.. expressions, "sum(rate(up[5m])"])).ShouldContain("unclosed left parenthesis");
    }

    [Theory]
    [InlineData("sum by (le, up) (rate(a_bucket{b=\"c_d\"}[5m])) / 1e6 > bool on (x) e_total", "a_bucket e_total")]
    [InlineData("time() - started{job=\"x\"} and max_over_time(sum(b)[6h:1m])", "started b")]
    public void Names_of_metrics_are_told_from_other_words(string expression, string names) =>
        Expressions.Names(expression).ShouldBe(names.Split(' '));

    /// <summary>As rules, with what Grafana would put in for its own variables.</summary>
    private static async Task<string> UnderstoodAsync(IEnumerable<string> expressions)
    {
        var rules = expressions.Select((e, i) =>
            $"      - record: panel:{i}\n        expr: '{e.Replace("$__rate_interval", "1m").Replace("$instance", ".*").Replace("'", "''")}'\n");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "groups:\n  - name: panels\n    rules:\n" + string.Concat(rules));
        var words = await Tool.PromtoolAsync(["check", "rules", file]);
        File.Delete(file);
        return words;
    }
}
