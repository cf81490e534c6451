using System.Diagnostics;
using Sluice.Connectors.Embedded;
using Sluice.Engine.Log;

namespace Sluice.Bench;

/// <summary>A message ready to append.</summary>
internal readonly record struct Message(TopicPartition Target, byte[] Key, byte[] Json);

/// <summary>Appends messages at a fixed rate, whatever the engine does, and notes when each was due.</summary>
internal static class OpenLoop
{
    public static async Task ProduceAsync(
        EmbeddedDatabase database,
        IReadOnlyList<Message> records,
        int rate,
        Latencies latencies)
    {
        var start = Stopwatch.GetTimestamp();
        var appends = new List<Task>();
        for (var sent = 0; sent < records.Count;)
        {
            var due = (int)Math.Min(records.Count, Stopwatch.GetElapsedTime(start).TotalSeconds * rate);
            var builders = new Dictionary<TopicPartition, LogBatchBuilder>();
            for (; sent < due; sent++)
            {
                var (target, key, json) = records[sent];
                if (!builders.TryGetValue(target, out var builder))
                {
                    builders[target] = builder = new LogBatchBuilder();
                }

                builder.Add(key, json, timestampMs: 0);
                latencies.Due(target.Partition, start + (long)(sent / (double)rate * Stopwatch.Frequency));
            }

            if (builders.Count > 0)
            {
                appends.Add(database.Log.AppendAsync([.. builders.Select(b => (b.Key, b.Value.Take()))], default).AsTask());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        await Task.WhenAll(appends);
    }
}
