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
/// The ceiling of Kafka: reports consumed and decoded, nothing done with them. Prints the figures; what it holds is that
/// every round reads every report. The mock keeps 5 MiB a partition, so rounds read the same reports again.
/// </summary>
public sealed class ThroughputTests(TestCluster cluster, ITestOutputHelper output) : IClassFixture<TestCluster>
{
    private const int Partitions = 4;
    private const int Reports = 60_000;
    private const int BatchRecords = 500;
    private const int Rounds = 3;

    [Fact]
    public async Task Every_report_is_consumed_and_decoded_in_every_round()
    {
        await using var log = new KafkaLog(cluster.NewOptions());
        await log.EnsureTopicAsync(new TopicSpec(SampleTopics.Reports, Partitions), CancellationToken.None);
        var clock = new Clock();
        await AppendAsync(log);
        output.WriteLine($"append: {clock.Figures(Reports)}");
        for (var round = 1; round <= Rounds; round++)
        {
            clock = new Clock();
            (await DecodeAsync(log)).ShouldBe(Reports);
            output.WriteLine($"consume and decode, round {round}: {clock.Figures(Reports)}");
        }
    }

    private static async Task AppendAsync(KafkaLog log)
    {
        var month = new SampleMonth(new SampleOptions("2026-01", Reports, 7) { Faults = false, Plain = true });
        var open = Enumerable.Range(0, Partitions).Select(_ => new LogBatchBuilder()).ToArray();
        foreach (var record in month.Records().Where(r => r.Topic == SampleTopics.Reports))
        {
            var key = Encoding.UTF8.GetBytes(record.Key);
            var partition = Partitioner.PartitionOf(key, Partitions);
            open[partition].Add(key, record.Json, timestampMs: 1);
            if (open[partition].Count == BatchRecords)
            {
                await log.AppendAsync([(new TopicPartition(SampleTopics.Reports, partition), open[partition].Take())], CancellationToken.None);
            }
        }

        await log.AppendAsync([.. open.Select((o, p) => (new TopicPartition(SampleTopics.Reports, p), o.Take()))], CancellationToken.None);
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
