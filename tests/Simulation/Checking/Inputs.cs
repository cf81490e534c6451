using System.Text;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards.Keys;
using Sluice.Engine.State;
using Sluice.Oracle.Input;
using Sluice.Simulation.Running;

namespace Sluice.Simulation.Checking;

/// <summary>What the input topics hold at the end.</summary>
/// <param name="Records">All records but those the flow fails on and those that strayed.</param>
/// <param name="Poisoned">Where the flow fails, with the client that the key names.</param>
/// <param name="Strayed">Records in another partition than their key's owner.</param>
internal sealed record Inputs(IReadOnlyList<OracleRecord> Records, IReadOnlyList<(RecordPlace Place, string Client)> Poisoned, IReadOnlyList<RecordPlace> Strayed)
{
    public static Inputs Of(Stage stage)
    {
        var records = new List<OracleRecord>();
        var poisoned = new List<(RecordPlace, string)>();
        var strayed = new List<RecordPlace>();
        var owners = stage.Store.ReadRowsAsync(EngineTables.KeyOwner, [], CancellationToken.None).Now().ToDictionary(r => (string)r[1]!, r => (long)r[2]!);
        var topics = stage.Log.TopicsAsync(CancellationToken.None).Now().Select(topic => topic.Name);
        foreach (var batch in Topics.All.Intersect(topics, StringComparer.Ordinal).SelectMany(topic => LogContents.Batches(stage.Log, topic)))
        {
            foreach (var record in batch)
            {
                var read = new OracleRecord(
                    batch.Source.Topic, batch.Source.Partition, record.Offset, record.Key.ToArray(), record.Value.ToArray());
                if (read.Topic == Topics.Reports && owners.GetValueOrDefault(KeyName.Of(record.Key), read.Partition) != read.Partition)
                {
                    strayed.Add(read.Place);
                }
                else if (read.Topic == Topics.Reports && stage.Poison.Places.Contains((read.Partition, read.Offset)))
                {
                    poisoned.Add((read.Place, Encoding.UTF8.GetString(record.Key)));
                }
                else
                {
                    records.Add(read);
                }
            }
        }

        return new Inputs(records, poisoned, strayed);
    }

    /// <summary>How many reports the engine has to find duplicates: taking each partition in order, apart from the engine's code.</summary>
    public long Duplicates(Stage stage, IReadOnlySet<RecordPlace> rejected)
    {
        var contents = stage.World.Records.Where(r => r.Report is not null).DistinctBy(r => Hash128.Of(r.Payload))
            .ToDictionary(r => Hash128.Of(r.Payload), r => r.Report!);
        var highest = new Dictionary<(string, string), (int Revision, HashSet<string> Contents)>();
        var duplicates = 0L;
        foreach (var record in Records.Where(r => r.Topic == Topics.Reports && !rejected.Contains(r.Place)))
        {
            var report = contents[Hash128.Of(record.Payload.Span)];
            var identity = (report.Client, report.Report);
            if (!highest.TryGetValue(identity, out var known) || report.Revision > known.Revision)
            {
                highest[identity] = (report.Revision, [report.Content]);
            }
            else if (report.Revision < known.Revision || !known.Contents.Add(report.Content))
            {
                duplicates++;
            }
        }

        return duplicates;
    }
}
