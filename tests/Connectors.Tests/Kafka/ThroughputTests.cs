using System.Diagnostics;
using System.Text;
using Sluice.Connectors.Kafka.Log;
using Sluice.Engine;
using Sluice.Engine.Log;
using Sluice.Samples;
using Sluice.Topology.Records;
using Xunit.Abstractions;

namespace Sluice.Connectors.Tests.Kafka;

/// <summary>
/// The ceiling of Kafka: reports appended, and consumed and decoded with nothing done to them. Prints the figures; what it
/// holds is that every round reads every report. The mock keeps 5 MiB a partition, so it gets fewer.
/// </summary>
public sealed class ThroughputTests(TestCluster cluster, ITestOutputHelper output) : IClassFixture<TestCluster>
{
    private const int Partitions = 4;
    private const int BatchRecords = 500;
    private const int Rounds = 3;

    private static readonly int Reports = RealBroker.Address is null ? 60_000 : 600_000;

    [Fact]
    public async Task Every_report_is_consumed_and_decoded_in_every_round()
    {
        await using var log = new KafkaLog(cluster.NewOptions());
        await log.EnsureTopicAsync(new TopicSpec(SampleTopics.Reports, Partitions), CancellationToken.None);
        var appends = Appends();
        var clock = new Clock();
        await Task.WhenAll(appends.Select(a => log.AppendAsync([a], CancellationToken.None).AsTask()));
        output.WriteLine($"append: {clock.Figures(Reports)}");
        for (var round = 1; round <= Rounds; round++)
        {
            clock = new Clock();
            (await DecodeAsync(log)).ShouldBe(Reports);
            output.WriteLine($"consume and decode, round {round}: {clock.Figures(Reports)}");
        }
    }

    private static List<(TopicPartition Target, AppendFrames Records)> Appends()
    {
        var month = new SampleMonth(new SampleOptions("2026-01", Reports, 7) { Faults = false, Plain = true });
        var appends = new List<(TopicPartition, AppendFrames)>();
        var open = Enumerable.Range(0, Partitions).Select(_ => new LogBatchBuilder()).ToArray();
        void Take(int partition) => appends.Add((new TopicPartition(SampleTopics.Reports, partition), open[partition].Take()));
        foreach (var record in month.Records().Where(r => r.Topic == SampleTopics.Reports))
        {
            var key = Encoding.UTF8.GetBytes(record.Key);
            var partition = Partitioner.PartitionOf(key, Partitions);
            open[partition].Add(key, record.Json, timestampMs: 1);
            if (open[partition].Count == BatchRecords)
            {
                Take(partition);
            }
        }

        Enumerable.Range(0, Partitions).ToList().ForEach(Take);
        return appends;
    }

    private static async Task<int> DecodeAsync(KafkaLog log)
    {
        var ends = await log.OffsetsAsync(SampleTopics.Reports, CancellationToken.None);
        var counts = await Task.WhenAll(ends.Select((range, partition) => Task.Run(async () =>
        {
            var (decoder, good) = (new ReportDecoder(), 0);
            for (var next = range.Start; next < range.End;)
            {
                var source = new TopicPartition(SampleTopics.Reports, partition);
                var batch = await log.ReadAsync(source, next, Limits.BatchRecordsMax, Limits.BatchBytesMax, CancellationToken.None);
                foreach (var record in batch)
                {
                    good += decoder.TryDecode(record.Key, record.HasKey, record.Value, out _, out _) ? 1 : 0;
                }

                next = batch.NextOffset;
                batch.Release();
            }

            return good;
        })));
        return counts.Sum();
    }

    /// <summary>Wall and processor time of this process; the brokers' is apart.</summary>
    private sealed class Clock
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private readonly TimeSpan _cpu = Environment.CpuUsage.TotalTime;

        public string Figures(int records) => FormattableString.Invariant(
            $"{records / _watch.Elapsed.TotalSeconds:N0}/s, {(Environment.CpuUsage.TotalTime - _cpu).TotalSeconds / records * 1e6:F2} CPU s/M");
    }
}
