using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Checking;
using Sluice.Simulation.Worlds;

namespace Sluice.Simulation.Running;

/// <summary>Takes from the log what some shard has committed, or needs next, so that the loss can be told.</summary>
internal sealed class LogLoss(Stage stage, SimulationRandom random)
{
    /// <summary>Strikes; false where no shard stands so that it would be hurt.</summary>
    /// <param name="older">The inputs as they once were.</param>
    /// <param name="running">Whether engines run, which look at the reports they read.</param>
    public async Task<bool> StrikeAsync(Incident kind, LogBackup older, bool running)
    {
        if (kind == Incident.LogRestored)
        {
            return RestoreOlder(older);
        }

        var victims = Victims(running || kind == Incident.RetentionOvertook);
        if (kind == Incident.RetentionOvertook)
        {
            victims.RemoveAll(v => v.Next >= v.Range.End);
        }

        if (victims.Count == 0)
        {
            return false;
        }

        var (source, next, last, range) = random.Pick(victims);
        switch (kind)
        {
            case Incident.LogTruncated:
                stage.Log.Cut(source, range.Start, random.Range((int)range.Start, (int)last));
                break;
            case Incident.RetentionOvertook:
                stage.Log.Cut(source, random.Range((int)next + 1, (int)range.End), range.End);
                break;
            default:
                await RecreateAsync(source.Topic, random.Range(0, 2 * (int)range.End));
                break;
        }

        return true;
    }

    private bool RestoreOlder(LogBackup older)
    {
        var isAhead = Standings().Any(s => s.Positions.All.Any(p => p.Value > older.EndOf(p.Key)));
        if (isAhead)
        {
            stage.Log.Restore(older);
        }

        return isAhead;
    }

    /// <summary>The same name and partitions, and other records.</summary>
    private async Task RecreateAsync(string topic, int records)
    {
        var spec = stage.Log.TopicsAsync(CancellationToken.None).Now().Single(t => t.Name == topic);
        stage.Log.DropTopic(topic);
        await stage.Log.EnsureTopicAsync(spec, CancellationToken.None);
        for (var partition = 0; partition < spec.Partitions && records > 0; partition++)
        {
            var builder = new LogBatchBuilder();
            for (var i = 0; i < records; i++)
            {
                builder.Add("C-1"u8.ToArray(), "{\"of\":\"another topic\"}"u8, timestampMs: i);
            }

            await stage.Log.AppendAsync([(new TopicPartition(topic, partition), builder.Take())], CancellationToken.None);
        }
    }

    /// <summary>Where shards stand behind a record that they remember.</summary>
    private List<(TopicPartition Source, long Next, long Last, OffsetRange Range)> Victims(bool reportsOnly) =>
    [
        .. from standing in Standings()
           from position in standing.Positions.All
           where !reportsOnly || position.Key == new TopicPartition("reports", standing.Shard)
           let mark = standing.Positions.MarkOf(position.Key)
           where mark is not null
           let ranges = stage.Log.OffsetsAsync(position.Key.Topic, CancellationToken.None).Now()
           select (position.Key, position.Value, mark.Value.Offset, ranges[position.Key.Partition]),
    ];

    private IReadOnlyList<ShardStanding> Standings() =>
        [.. stage.Store.StandingsAsync(CancellationToken.None).Now().Where(s => s.Shard >= 0)];
}
