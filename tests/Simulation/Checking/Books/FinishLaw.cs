using System.Text;
using Sluice.Checking.Books;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;
using Sluice.Simulation.Running;
using Sluice.Topology.Books;

namespace Sluice.Simulation.Checking.Books;

/// <summary>
/// A command is done when all shards show it: each has taken what lies below its cut, and every booking that was published
/// of it. Looked at as commands become done; not where the log has lost records since they were decided, for which nobody
/// waits. One thread.
/// </summary>
internal sealed class FinishLaw(Stage stage)
{
    /// <summary>Of commands that finish: how often the log had lost records by then; null where it was short of some just then.</summary>
    private readonly Dictionary<string, int?> _finishing = new(StringComparer.Ordinal);

    /// <summary>Looks at a row of a command that was committed.</summary>
    public void Watch(CommandRow row)
    {
        if (row.Status == CommandStatus.Finishing)
        {
            _finishing.TryAdd(row.Id, stage.AwaitsDecision ? null : stage.LogLosses);
        }
        else if (_finishing.Remove(row.Id, out var losses) && row.Status == CommandStatus.Done && losses == stage.LogLosses && !stage.AwaitsDecision)
        {
            Check(ToldCommand.Of(row));
        }
    }

    /// <summary>The store is an older one again.</summary>
    public void Restored(IEnumerable<CommandRow> commands)
    {
        _finishing.Clear();
        foreach (var command in commands.Where(command => !command.HasEnded))
        {
            Watch(command);
        }
    }

    private void Check(ToldCommand command)
    {
        var standings = stage.Store.StandingsAsync(CancellationToken.None).Now().ToDictionary(s => s.Shard, s => s.Positions);
        var needed = Needed(command).ToList();
        for (var shard = 0; shard < stage.World.Shards; shard++)
        {
            var at = standings.GetValueOrDefault(shard, Positions.None);
            foreach (var (source, offset) in needed.Where(need => Reads(shard, need.Source)))
            {
                if (at[source] < offset)
                {
                    stage.Break($"{command.Row.Type} {command.Id} is done, and shard {shard} is at {at[source]} of {offset} in {source}");
                }
            }
        }

        stage.Books.Count("finishes looked at");
    }

    /// <summary>How far each partition has to be read.</summary>
    private IEnumerable<(TopicPartition Source, long Offset)> Needed(ToldCommand command)
    {
        foreach (var (source, cut) in command.Cut.All)
        {
            // After a restore of the store the topic of bookings is another one than that of the cut.
            if (source.Topic != BooksTables.Bookings.Name || stage.BeforeRestore is null)
            {
                var ends = stage.Log.OffsetsAsync(source.Topic, CancellationToken.None).Now();
                yield return (source, Math.Min(cut, source.Partition < ends.Count ? ends[source.Partition].End : 0));
            }
        }

        var bookings = Published();
        foreach (var row in stage.Store.ReadRowsAsync(BooksTables.Bookings, [], CancellationToken.None).Now())
        {
            if ((string)row[BooksTables.Bookings.Ordinal("command_id")]! == command.Id)
            {
                var key = Encoding.UTF8.GetString(RowJson.Key(BooksTables.Bookings, row[..BooksTables.Bookings.KeyColumns]));
                if (bookings.TryGetValue(key, out var place))
                {
                    yield return (place.Source, place.Offset + 1);
                }
                else
                {
                    stage.Break($"{command.Row.Type} {command.Id} is done, and its booking {key} is not published");
                }
            }
        }
    }

    /// <summary>Where each booking was published first.</summary>
    private Dictionary<string, (TopicPartition Source, long Offset)> Published()
    {
        var places = new Dictionary<string, (TopicPartition, long)>(StringComparer.Ordinal);
        foreach (var batch in LogContents.Batches(stage.Log, BooksTables.Bookings.Name))
        {
            foreach (var record in LogTestData.Copy(batch))
            {
                places.TryAdd(Encoding.UTF8.GetString(record.Key!), (batch.Source, record.Offset));
            }
        }

        return places;
    }

    private bool Reads(int shard, TopicPartition source) =>
        stage.Topology.ReferenceTopics.Any(topic => topic.Topic == source.Topic)
        || (source.Partition == shard && stage.Topology.Streams.Any(stream => stream.Topic == source.Topic));
}
