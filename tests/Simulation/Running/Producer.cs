using Sluice.Engine.Log;
using Sluice.Engine.Testing.Faults;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Checking;
using Sluice.Simulation.Commanding.Steps;
using Sluice.Simulation.Worlds;

namespace Sluice.Simulation.Running;

/// <summary>
/// Sends the world's records in chunks, in a process of its own that can crash. What may have been lost it sends again,
/// so records arrive once or several times, never not at all.
/// </summary>
internal sealed class Producer(Stage stage, SimulationRandom random)
{
    private readonly int _chunkMax = random.Pick([20, 100, 200]);
    private readonly int _pauseMsMax = random.Pick([0, 100, 1_000]);
    private int _next;

    /// <summary>How many records are sent.</summary>
    public int Sent => _next;

    public bool IsDone => _next == stage.World.Records.Count;

    /// <summary>Runs in the root process, until everything is sent.</summary>
    public async Task RunAsync()
    {
        for (var life = 1; !IsDone; life++)
        {
            var process = stage.Scheduler.CreateProcess($"producer {life}");
            var log = new FaultyLog(stage.Log, new FaultInjector(stage.Plan, stage.Time, process));
            await process.ToItsEndAsync(() => SendAsync(log));
            if (!IsDone)
            {
                stage.Incidents.Count(Incident.ProcessReplaced);
            }
        }
    }

    /// <summary>
    /// Lets the next records arrive now, past whatever goes wrong: they are sent again in their turn, as by a sender that has
    /// lost an acknowledgement.
    /// </summary>
    public void SendEarly()
    {
        if (!IsDone)
        {
            var batches = Batches(Math.Min(random.Range(1, _chunkMax), stage.World.Records.Count - _next));
            _ = stage.Log.AppendAsync(batches, CancellationToken.None).Now();
            Tell(batches);
        }
    }

    private void Tell(List<(TopicPartition Target, AppendFrames Records)> sent)
    {
        if (sent.Exists(batch => batch.Target.Topic == "reports"))
        {
            stage.Steps.Note(StepEvent.LateRecords);
        }
    }

    private async Task SendAsync(FaultyLog log)
    {
        while (!IsDone)
        {
            var count = Math.Min(random.Range(1, _chunkMax), stage.World.Records.Count - _next);
            try
            {
                var batches = Batches(count);
                await log.AppendAsync(batches, CancellationToken.None);
                _next += count;
                Tell(batches);
                SkipSome();
            }
            catch (LogException)
            {
                // Lost, or perhaps not: it is sent again.
                await Task.Delay(TimeSpan.FromMilliseconds(random.Range(10, 500)), stage.Time);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(random.Range(0, _pauseMsMax)), stage.Time);
        }
    }

    /// <summary>Leaves offsets unused now and then, as transactions do.</summary>
    private void SkipSome()
    {
        if (random.Percent(3))
        {
            stage.Incidents.Count(Incident.OffsetGap);
            stage.Log.SkipOffsets(new TopicPartition("reports", random.Below(stage.World.Shards)), random.Range(1, 3));
        }
    }

    /// <summary>Whether a record comes from a producer that places keys by another function.</summary>
    private bool Strays(string topic)
    {
        var strays = topic == "reports" && !stage.Log.PlacesKeys && stage.Strays.Percent(2);
        if (strays)
        {
            stage.Incidents.Count(Incident.RecordStrayed);
        }

        return strays;
    }

    private List<(TopicPartition, AppendFrames)> Batches(int count)
    {
        var batches = new SortedDictionary<TopicPartition, LogBatchBuilder>();
        var now = stage.Time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = _next; i < _next + count; i++)
        {
            var record = stage.World.Records[i];
            var partitions = record.Topic == "reports" ? stage.World.Shards : 1;
            var target = new TopicPartition(record.Topic, Strays(record.Topic) ? stage.Strays.Below(partitions) : Partitioner.PartitionOf(record.Key, partitions));
            if (!batches.TryGetValue(target, out var builder))
            {
                batches[target] = builder = new LogBatchBuilder();
            }

            builder.Add(record.Key, record.Payload, now);
        }

        return [.. batches.Select(b => (b.Key, b.Value.Take()))];
    }
}
