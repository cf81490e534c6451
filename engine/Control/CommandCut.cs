using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Control;

/// <summary>The end of every input partition, reference topics included: what a command can bear on.</summary>
public static class CommandCut
{
    /// <summary>The cut of a command that is issued now.</summary>
    /// <exception cref="LogException">A topic is missing, or the log cannot be asked now.</exception>
    public static async Task<Positions> NowAsync<TReference>(Topology<TReference> topology, ILog log, CancellationToken cancel)
    {
        var cut = Positions.None;
        foreach (var topic in Topics(topology))
        {
            var ranges = await log.OffsetsAsync(topic, cancel);
            for (var partition = 0; partition < ranges.Count; partition++)
            {
                cut = cut.With(new TopicPartition(topic, partition), ranges[partition].End);
            }
        }

        return cut;
    }

    /// <summary>Why a command cannot be carried out at its cut, or null.</summary>
    internal static async Task<string?> FaultAsync<TReference>(Topology<TReference> topology, ILog log, Positions cut, CancellationToken cancel)
    {
        var ends = await NowAsync(topology, log, cancel);
        var given = cut.All.Select(p => p.Key).ToHashSet();
        foreach (var (source, end) in ends.All)
        {
            if (!given.Remove(source))
            {
                return $"{Envelope.Cut} lacks {source}, an input";
            }

            if (cut[source] > end)
            {
                return $"{Envelope.Cut} of {source} is {cut[source]}, beyond the log's end at {end}";
            }
        }

        return given.Count == 0 ? null : $"{Envelope.Cut} names {given.Min()}, which is no input";
    }

    private static IEnumerable<string> Topics<TReference>(Topology<TReference> topology) =>
        topology.Streams.Select(s => s.Topic).Concat(topology.ReferenceTopics.Select(t => t.Topic));
}
