using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Topology;

namespace Sluice.Cli.Running;

/// <summary>
/// Whether everything in the log is in the books, whichever process put it there: by the positions that the store holds,
/// which is what counts, once it has seen that they were reached in this log. What cannot be asked at the moment is not
/// idle. Safe from any thread.
/// </summary>
/// <param name="isChecked">Shards whose owner has compared positions and log when it took them; null for none.</param>
internal sealed class IdleCheck<TReference>(
    Topology<TReference> topology, ILog log, IStore store, int shards, Func<int, bool>? isChecked = null)
{
    private bool _isSameLog;

    /// <exception cref="LogException">The log is another than the one that was read, so that its end says nothing: a person decides.</exception>
    public async Task<bool> IsIdleAsync(CancellationToken cancel)
    {
        try
        {
            // First: what a command comes to is an input and an output of what is looked at afterwards.
            if (topology.Commands is not null && !await ControlIdle.IsIdleAsync(log, store, cancel))
            {
                return false;
            }

            var ends = await EndsAsync(cancel);
            var standings = await StandingsAsync(cancel);
            return standings.Count == shards
                && standings.All(s => ends.All(e => !Reads(s.Shard, e.Source) || s.Positions[e.Source] >= e.End))
                && (await store.ReadOutboxAsync(1, cancel)).Count == 0
                && (await store.ReadRowsAsync(EngineTables.UnsentMessages, [], cancel)).Count == 0
                && await IsSameLogAsync(standings, cancel);
        }
        catch (Exception away) when (away is LogException { NeedsDecision: false } or StoreException)
        {
            return false;
        }
    }

    /// <summary>
    /// Looked at once, and where this process does not run the shard: who runs one has looked, and looks again while it
    /// does. All shards stand alike in the reference topics, being at their ends.
    /// </summary>
    private async ValueTask<bool> IsSameLogAsync(List<ShardStanding> standings, CancellationToken cancel)
    {
        if (!_isSameLog)
        {
            var unseen = standings.Where(s => isChecked?.Invoke(s.Shard) != true).SelectMany(s => s.Positions.All.Select(p => (s.Positions, p.Key)));
            await Task.WhenAll(unseen.DistinctBy(p => p.Key).Select(p => PositionCheck.RunAsync(log, p.Positions.Only(p.Key), cancel).AsTask()));
            _isSameLog = true;
        }

        return true;
    }

    /// <summary>Records of a topic that shards have not committed, whoever runs them; null while log or store do not answer.</summary>
    /// <param name="topic">One of which a shard reads its own partition.</param>
    /// <param name="counted">The shards that count.</param>
    public async Task<long?> LagAsync(string topic, Func<int, bool> counted, CancellationToken cancel)
    {
        try
        {
            var ends = await log.OffsetsAsync(topic, cancel);
            var standings = (await StandingsAsync(cancel)).ToDictionary(s => s.Shard, s => s.Positions);
            return Enumerable.Range(0, shards).Where(counted).Sum(
                shard => Math.Max(0, ends[shard].End - standings.GetValueOrDefault(shard, Positions.None)[new TopicPartition(topic, shard)]));
        }
        catch (Exception away) when (away is LogException or StoreException)
        {
            return null;
        }
    }

    private async Task<List<ShardStanding>> StandingsAsync(CancellationToken cancel) =>
        [.. (await store.StandingsAsync(cancel)).Below(shards)];

    private bool Reads(int shard, TopicPartition source) => source.Partition == shard || topology.ReferenceTopics.Any(t => t.Topic == source.Topic);

    private async Task<List<(TopicPartition Source, long End)>> EndsAsync(CancellationToken cancel)
    {
        var ends = new List<(TopicPartition, long)>();
        foreach (var topic in topology.Streams.Select(s => s.Topic).Concat(topology.ReferenceTopics.Select(t => t.Topic)))
        {
            var offsets = await log.OffsetsAsync(topic, cancel);
            ends.AddRange(offsets.Select((o, partition) => (new TopicPartition(topic, partition), o.End)));
        }

        return ends;
    }
}
