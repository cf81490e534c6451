using System.Collections;
using System.Globalization;
using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Log;
using Sluice.Connectors.Kafka.Settings;
using Sluice.Connectors.Postgres;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.Telemetry;
using Sluice.Samples;
using Sluice.Topology;
using Sluice.Topology.Reference;

namespace Sluice.Bench;

/// <summary>What a worker of the kafka bench does with its shards; it prints records, seconds and CPU seconds.</summary>
internal static class KafkaWorker
{
    public const string Ready = "ready";
    public const string Done = "done";
    public const string Decode = "decode";
    public const string Flow = "flow";

    public static async Task RunAsync(BenchOptions options)
    {
        var (task, shards) = (options.Worker!.Split(':')[0], options.Worker.Split(':')[1].Split(',').Select(int.Parse).ToArray());
        await using var log = new KafkaLog(Kafka(options.Log!));
        Console.WriteLine(Ready);
        Console.ReadLine();
        var clock = new CpuClock();
        await (task == Decode ? DecodeAsync(log, shards, clock) : FlowAsync(log, shards, clock, options));
    }

    /// <summary>Goes on until the other workers are done too: one of them publishes for all.</summary>
    private static void Tell(CpuClock clock, long records)
    {
        var seconds = clock.Stop(records).Seconds;
        Console.WriteLine(Done);
        Console.ReadLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records} {seconds:F3} {clock.Stop(records).CpuSeconds:F3}"));
        Console.ReadLine();
    }

    /// <summary>The options of an address, with what the environment says.</summary>
    public static KafkaOptions Kafka(string address) => KafkaAddress.Parse(
        address,
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal));

    private static async Task DecodeAsync(KafkaLog log, int[] shards, CpuClock clock)
    {
        var ends = await log.OffsetsAsync(SampleTopics.Reports, default);
        var counts = await Task.WhenAll(shards.Select(shard => Task.Run(() => Ceiling.DecodeAsync(log, new TopicPartition(SampleTopics.Reports, shard), ends[shard].End))));
        Tell(clock, counts.Sum());
    }

    private static async Task FlowAsync(KafkaLog log, int[] shards, CpuClock clock, BenchOptions options)
    {
        await using var store = await PostgresStore.OpenAsync(new PostgresOptions { ConnectionString = options.DbUri!, Schema = options.Child! }, default);
        using var meters = new EngineMeters();
        using var sums = new MeterSums();
        var engineOptions = new EngineOptions { Shards = options.Shards, Meters = meters, Notify = Console.Error.WriteLine };
        await using var engine = new EngineHost<PriceBook>(FinanceTopology.Build(new BooksSettings()), log, store, engineOptions);
        await engine.StartAsync(default);
        foreach (var shard in shards)
        {
            engine.Assign(shard);
        }

        await engine.WaitIdleAsync(default);
        Tell(clock, sums[MetricNames.RecordsCommitted]);
    }
}
