using System.Diagnostics;
using System.Text;
using Sluice.Connectors.Embedded;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Samples;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Reference;

namespace Sluice.Bench;

/// <summary>
/// A pricing rule is recorded over a month of many reports while live ones go on arriving at a fixed rate: how long until
/// the tables show it, and how fresh live figures are meanwhile.
/// </summary>
internal static class RepricingBench
{
    private const int WarmUpSeconds = 5;
    private const int Provider = 0;

    public static async Task RunAsync(string path, BenchOptions options)
    {
        var reports = (int)(options.Reports ?? 1_000_000);
        await SceneAsync(
            $"{path}.client",
            $"client rule over {reports:N0} reports of one client (one shard); predicted: shown after 0.5 s, p99 40 ms",
            new SampleOptions("2026-01", reports + LiveReports(options), 13, Clients: 1, Providers: 200),
            reports,
            options,
            static key => (ReferenceTopics.ClientPricingRules, ClientRule(key, "{}", "2026-01-20T00:00:00Z")));
        await SceneAsync(
            $"{path}.limited",
            $"client rule with a daily limit, the client's first, over {reports:N0} reports of one client; predicted: shown after 1 s, p99 40 ms",
            new SampleOptions("2026-01", reports + LiveReports(options), 13, Clients: 1, Providers: 200),
            reports,
            options,
            static key => (ReferenceTopics.ClientPricingRules, ClientRule(key, """{"max_reports_per_day":100000}""", "2026-01-20T00:00:00Z")));
        await SceneAsync(
            $"{path}.provider",
            $"provider rule that pays all of {reports:N0} reports of 200 clients; predicted: converged after 2 s, p99 60 ms",
            new SampleOptions("2026-01", reports + LiveReports(options), 13),
            reports,
            options,
            static _ => (ReferenceTopics.ProviderPricingRules, ProviderRule(251, "2026-01-20T00:00:00Z")));
    }

    private static int LiveReports(BenchOptions options) => options.Rate * (options.Seconds + WarmUpSeconds);

    private static async Task SceneAsync(
        string path, string title, SampleOptions sample, int reports, BenchOptions options, Func<string, (string Topic, string Json)> rule)
    {
        Report.Head($"repricing: {title}; live {options.Rate:N0} reports/s, {options.Shards} shards");
        await using var database = await Rig.OpenAsync(path);
        await Rig.PrepareAsync(database, options.Shards);
        var work = new Workload(sample, options.Shards);
        await Rig.AppendAsync(database.Log, work.Reference(except: ReferenceTopics.ProviderPricingRules));
        await AppendAsync(database.Log, ReferenceTopics.ProviderPricingRules, "ALL", ProviderRule(250, "2025-06-01T00:00:00Z"));
        var live = new List<Message>(LiveReports(options));
        await FillAsync(database.Log, work, reports, live);

        var latencies = new Latencies(options.Shards, reports + live.Count);
        latencies.Skip(await CountsAsync(database.Log, options.Shards));
        var arrival = new Arrival(options.Shards);
        var engine = Rig.Engine(database, new EngineOptions
        {
            Shards = options.Shards,
            Notify = Console.Error.WriteLine,
            Committed = progress =>
            {
                latencies.Committed(progress);
                arrival.Committed(progress);
            },
        });
        await Rig.StartAsync(engine, options.Shards);
        await engine.WaitIdleAsync(default);

        var producing = OpenLoop.ProduceAsync(database, live, options.Rate, latencies);
        await Task.Delay(TimeSpan.FromSeconds(WarmUpSeconds), TimeProvider.System);
        var (topic, json) = rule("C-0001");
        var from = Stopwatch.GetTimestamp();
        await AppendAsync(database.Log, topic, topic == ReferenceTopics.ClientPricingRules ? "C-0001" : "ALL", json);
        var shown = await arrival.WaitAsync(topic, (await database.Log.OffsetsAsync(topic, default))[Provider].End);
        var margins = Stopwatch.GetElapsedTime(from, shown).TotalSeconds;
        var providers = await ProvidersAsync(database.Store, topic, (await database.Log.OffsetsAsync(topic, default))[Provider].End, from);
        var until = Stopwatch.GetTimestamp();
        await producing;
        await engine.WaitIdleAsync(default);
        await engine.DisposeAsync();
        Report.Line($"margin_summary of all shards after {margins:F2} s, provider_summary after {providers:F2} s");
        Report.Line($"live meanwhile: {latencies.Between(from, until)}");
        Report.Line($"live over {options.Seconds} s: {latencies.Describe(skip: options.Rate * WarmUpSeconds)}");
    }

    private static async Task FillAsync(ILog log, Workload work, int reports, List<Message> live)
    {
        var builders = new Dictionary<TopicPartition, LogBatchBuilder>();
        var sent = 0;
        foreach (var message in work.Messages())
        {
            if (sent++ >= reports)
            {
                live.Add(message);
                continue;
            }

            if (!builders.TryGetValue(message.Target, out var builder))
            {
                builders[message.Target] = builder = new LogBatchBuilder();
            }

            builder.Add(message.Key, message.Json, timestampMs: 0);
            if (sent % 20_000 == 0 || sent == reports)
            {
                await log.AppendAsync([.. builders.Where(b => b.Value.Count > 0).Select(b => (b.Key, b.Value.Take()))], default);
            }
        }
    }

    private static async Task<long[]> CountsAsync(ILog log, int shards)
    {
        var offsets = await log.OffsetsAsync(SampleTopics.Reports, default);
        return [.. Enumerable.Range(0, shards).Select(shard => offsets[shard].End)];
    }

    private static async Task AppendAsync(ILog log, string topic, string key, string json)
    {
        var builder = new LogBatchBuilder();
        builder.Add(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(json), timestampMs: 0);
        await log.AppendAsync([(new TopicPartition(topic, 0), builder.Take())], default);
    }

    /// <summary>Seconds until every provider's row includes the record.</summary>
    private static async Task<double> ProvidersAsync(IStore store, string topic, long position, long from)
    {
        var at = MarginTables.ProviderSummary.Ordinal("reference");
        var source = new TopicPartition(topic, 0);
        while (topic == ReferenceTopics.ProviderPricingRules)
        {
            var rows = await store.ReadRowsAsync(MarginTables.ProviderSummary, [], default);
            if (rows.All(row => Positions.Parse((string)row[at]!)[source] >= position))
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private static string ClientRule(string client, string limits, string recorded) =>
        $$"""{"rule_id":"NEW","client_id":"{{client}}","modality":"*","contract_type":"PER_REPORT","tier_mode":"graduated","tiers":[{"up_to":null,"unit_price":77}],"limits":{{limits}},"currency":"INR","effective_from":"2026-01-01","recorded_at":"{{recorded}}"}""";

    private static string ProviderRule(int fee, string recorded) =>
        $$"""{"rule_id":"ALL","match":{},"fee":{{fee}},"currency":"INR","effective_from":"2020-01-01","recorded_at":"{{recorded}}"}""";
}
