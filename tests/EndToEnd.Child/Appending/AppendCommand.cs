using System.Text;
using Sluice.Connectors.Embedded.Owner;
using Sluice.EndToEnd.Child.Killing;
using Sluice.EndToEnd.Child.Running;
using Sluice.Engine.Log;
using Sluice.Samples;

namespace Sluice.EndToEnd.Child.Appending;

/// <summary>Appends a sample month from its first record on, as an ingest of its files does, and says what was acknowledged.</summary>
public static class AppendCommand
{
    /// <summary>Printed with the number of records acknowledged so far; a line that was printed whole ends with a dot.</summary>
    public const string Acknowledged = "acknowledged";

    public static async Task<int> RunAsync(ChildOptions options)
    {
        var wire = new Tripwire(options.Kill, options.Visit);
        await using var session = await EmbeddedSession.OpenAsync(Owned.Options(options.Path, wire));
        var log = new KillingLog(Owned.Database(session).Log, wire);
        await EngineRig.PrepareAsync(log, options.Shards);
        Console.WriteLine(RunCommand.Running);
        var month = new SampleMonth(Month(options.Reports!.Value, options.Seed));
        var sent = 0L;
        foreach (var records in month.Records().Chunk(options.Batch))
        {
            await log.AppendAsync(Batches(records, options.Shards), CancellationToken.None);
            sent += records.Length;
            Console.WriteLine($"{Acknowledged} {sent} .");
        }

        return 0;
    }

    /// <summary>The month that is appended for a number of reports and a seed.</summary>
    public static SampleOptions Month(long reports, long seed) => new("2026-01", reports, seed);

    /// <summary>Where a record goes in a log with so many partitions of reports.</summary>
    public static TopicPartition Target(SampleRecord record, byte[] key, int shards) =>
        new(record.Topic, record.Topic == SampleTopics.Reports ? Partitioner.PartitionOf(key, shards) : 0);

    private static List<(TopicPartition Target, AppendFrames Records)> Batches(SampleRecord[] records, int shards)
    {
        var batches = new Dictionary<TopicPartition, LogBatchBuilder>();
        foreach (var record in records)
        {
            var key = Encoding.UTF8.GetBytes(record.Key);
            var target = Target(record, key, shards);
            if (!batches.TryGetValue(target, out var builder))
            {
                batches[target] = builder = new LogBatchBuilder();
            }

            builder.Add(key, record.Json, timestampMs: 0);
        }

        return [.. batches.Select(b => (b.Key, b.Value.Take()))];
    }
}
