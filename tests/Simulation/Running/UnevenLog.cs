using Sluice.Engine.Log;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Worlds;

namespace Sluice.Simulation.Running;

/// <summary>
/// A log that hands out batches as a broker may: of any size, now and then beginning before the offset asked for, and
/// some topics seconds later than others, so that processes know different things at one time.
/// </summary>
internal sealed class UnevenLog(ILog log, TimeProvider time, SimulationRandom random, IncidentCounts incidents) : ILog
{
    private readonly int _largest = random.Pick([8, 60, 200, 200]);
    private readonly int _early = random.Pick([0, 0, 300, 2_000]);
    private readonly int _late = random.Pick([0, 0, 0, 1_000]);

    private readonly Dictionary<int, long> _read = [];

    /// <summary>Up to where the reports of a shard were handed out.</summary>
    public long HasRead(int shard) => _read.GetValueOrDefault(shard);

    // A command reads a month in hundreds of small batches: were all of them to come late, no history would end.
    private int _lateLeft = 40;

    public bool PlacesKeys => log.PlacesKeys;

    public ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel) => log.EnsureTopicAsync(topic, cancel);

    public ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel) => log.TopicsAsync(cancel);

    public async ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel)
    {
        var batch = await log.ReadAsync(source, fromOffset, Math.Min(maxRecords, random.Range(1, _largest)), maxBytes, cancel);
        if (source.Topic == "reports")
        {
            _read[source.Partition] = batch.NextOffset;
        }

        if (random.Chance(_late) && _lateLeft-- > 0)
        {
            incidents.Count(Incident.LateRead);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Range(100, 8_000)), time, cancel);
        }

        if (fromOffset == 0 || !random.Chance(_early))
        {
            return batch;
        }

        incidents.Count(Incident.EarlyBatch);
        var earlier = random.Range(1, (int)Math.Min(fromOffset, 50));
        return await log.ReadAsync(source, fromOffset - earlier, earlier + batch.Count, int.MaxValue, cancel);
    }

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) => log.OffsetsAsync(topic, cancel);

    public ValueTask<IReadOnlyList<long>> AppendAsync(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel) =>
        log.AppendAsync(batches, cancel);

    public ValueTask DisposeAsync() => default;
}
