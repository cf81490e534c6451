using Sluice.Engine.Log;

namespace Sluice.Engine.Testing.Faults;

/// <summary>What is left of an append whose end was lost: no reader has seen the rest, and no sender was told of it.</summary>
internal static class TornAppend
{
    /// <summary>The records before the torn place: whole batches, and the beginning of one.</summary>
    public static IReadOnlyList<(TopicPartition Target, AppendFrames Records)> Before(
        IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, int perMille)
    {
        var left = (int)(batches.Sum(b => (long)b.Records.Count) * perMille / 1_000);
        var kept = new List<(TopicPartition, AppendFrames)>();
        foreach (var (target, records) in batches)
        {
            var count = Math.Min(left, records.Count);
            left -= count;
            if (count > 0)
            {
                kept.Add((target, First(records, count)));
            }
        }

        return kept;
    }

    private static AppendFrames First(AppendFrames records, int count)
    {
        var end = 0;
        for (var i = 0; i < count; i++)
        {
            Frames.Read(records.Bytes.Span, baseOffset: 0, ref end);
        }

        return new AppendFrames(count, records.Bytes[..end]);
    }
}
