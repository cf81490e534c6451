using System.Globalization;
using Sluice.Connectors.Kafka.Log;
using Sluice.Samples;

namespace Sluice.Bench;

/// <summary>
/// From Kafka to PostgreSQL, durable, full rules: reports consumed, priced and committed by one worker process and by two,
/// each with its half of the shards; processor time of the workers and of the server, the broker's apart. Beside it the
/// ceiling: a worker that consumes and decodes, and does nothing with it.
/// </summary>
internal static class KafkaBench
{
    private const int Rounds = 3;

    public static async Task RunAsync(BenchOptions options)
    {
        var reports = options.Reports ?? 2_000_000;
        Report.Head(
            $"kafka: {reports:N0} reports from Kafka to PostgreSQL, {options.Shards} shards, synchronous_commit=on, {Rounds} rounds; "
            + "predicted: ceiling 2 CPU s/M, flow 5.5 CPU s/M and 300 K/s, two workers 1.1 × the CPU of one");
        var name = "bench_" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var topics = options.Log!.TrimEnd('/') + (options.Log.LastIndexOf('/') > "kafka://".Length ? name : "/" + name) + ".";
        await FillAsync(topics, reports, options.Shards);
        for (var round = 1; round <= Rounds; round++)
        {
            var ceiling = await RunWorkersAsync(KafkaWorker.Decode, 1, topics, null, options);
            var one = await FlowAsync(1, $"{name}_{round}_1", topics, options);
            var two = await FlowAsync(2, $"{name}_{round}_2", topics, options);
            Engine.Invariant.Check(ceiling.Records == reports && one.Records == reports && two.Records == reports, "every report is read once");
            Report.Line($"round {round}: ceiling {Describe(ceiling)}");
            Report.Line($"  one worker {Describe(one)} ({one.Server / reports * 1e6:F2} of it the server's)");
            Report.Line($"  two workers {Describe(two)} ({two.Server / reports * 1e6:F2} of it the server's) = {two.Cpu / one.Cpu:F2} × the CPU of one");
        }
    }

    private static async Task FillAsync(string topics, long reports, int shards)
    {
        await using var log = new KafkaLog(KafkaWorker.Kafka(topics));
        await Rig.PrepareAsync(log, shards);
        var work = new Workload(new SampleOptions("2026-01", reports, 1), shards);
        await Rig.AppendAsync(log, work.Reference());
        await Rig.AppendAsync(log, work.Reports());
    }

    private static async Task<Outcome> FlowAsync(int workers, string schema, string topics, BenchOptions options)
    {
        try
        {
            var before = ServerCpu.Seconds();
            var outcome = await RunWorkersAsync(KafkaWorker.Flow, workers, topics, schema, options);
            var server = ServerCpu.Seconds() - before;
            return outcome with { Server = server, Cpu = outcome.Cpu + server };
        }
        finally
        {
            await PostgresBench.DropAsync(options.DbUri!, schema);
        }
    }

    private static async Task<Outcome> RunWorkersAsync(string task, int workers, string topics, string? schema, BenchOptions options)
    {
        var shards = Enumerable.Range(0, options.Shards).ToLookup(shard => shard % workers);
        var running = shards.Select(part => new WorkerProcess(
        [
            "--worker", $"{task}:{string.Join(',', part)}",
            "--log", topics,
            "--shards", options.Shards.ToString(CultureInfo.InvariantCulture),
            .. schema is null ? Array.Empty<string>() : ["--db-uri", options.DbUri!, "--child", schema],
        ])).ToList();
        try
        {
            await Task.WhenAll(running.Select(worker => worker.SaysAsync(KafkaWorker.Ready)));
            running.ForEach(worker => worker.Go());
            await Task.WhenAll(running.Select(worker => worker.SaysAsync(KafkaWorker.Done)));
            running.ForEach(worker => worker.Go());
            var figures = await Task.WhenAll(running.Select(worker => worker.FiguresAsync()));
            return new Outcome(figures.Sum(f => f.Records), figures.Max(f => f.Seconds), figures.Sum(f => f.CpuSeconds));
        }
        finally
        {
            running.ForEach(worker => worker.Dispose());
        }
    }

    private static string Describe(Outcome outcome) =>
        $"{outcome.Records / outcome.Seconds:N0} reports/s, {outcome.Cpu / outcome.Records * 1e6:F2} CPU s/M";

    private sealed record Outcome(long Records, double Seconds, double Cpu)
    {
        public double Server { get; init; }
    }
}
