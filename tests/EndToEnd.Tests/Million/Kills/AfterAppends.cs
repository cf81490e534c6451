using System.Globalization;
using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Reading;
using Sluice.EndToEnd.Child.Appending;
using Sluice.Engine.Log;
using Sluice.Samples;

namespace Sluice.EndToEnd.Tests.Million.Kills;

/// <summary>
/// What a process that appended a month from its beginning left in the log: everything it had acknowledged, whole
/// appends only, each partition in order. Owned by one test.
/// </summary>
internal sealed class AfterAppends(string path, Feed feed, int appendRecords)
{
    /// <param name="end">The process's end.</param>
    /// <param name="what">How it ended, in words.</param>
    /// <returns>How many records of the month it has appended.</returns>
    public async Task<int> CheckAsync(VictimEnd end, string what)
    {
        using var snapshot = await EmbeddedSnapshot.TryOpenAsync(new EmbeddedOptions { Path = path });
        var acknowledged = Acknowledged(end);
        if (snapshot is null)
        {
            acknowledged.ShouldBe(0, what);
            return 0;
        }

        var before = feed.Partitions.ToDictionary(p => p, p => feed.Sent(p).Count);
        var appended = (int)(SampleTopics.All.SelectMany(snapshot.Offsets).Sum(o => o.End) - before.Values.Sum());
        appended.ShouldBeInRange(acknowledged, Math.Min(acknowledged + appendRecords, feed.Market.Records.Count), what);
        (appended % appendRecords == 0 || appended == feed.Market.Records.Count).ShouldBeTrue($"{what}: {appended} records are no whole appends");
        feed.NoteAppended(Enumerable.Range(0, appended));
        foreach (var partition in feed.Partitions)
        {
            await CheckAsync(snapshot, partition, before.GetValueOrDefault(partition), what);
        }

        return appended;
    }

    /// <summary>What the process said last; a line that the kill cut off does not count.</summary>
    private static int Acknowledged(VictimEnd end)
    {
        var said = end.Lines.Select(line => line.Split(' ')).LastOrDefault(words => words is [AppendCommand.Acknowledged, _, "."]);
        return said is null ? 0 : int.Parse(said[1], CultureInfo.InvariantCulture);
    }

    private async Task CheckAsync(EmbeddedSnapshot snapshot, TopicPartition partition, int from, string what)
    {
        var sent = feed.Sent(partition);
        snapshot.Offsets(partition.Topic)[partition.Partition].End.ShouldBe(sent.Count, $"{what}: {partition}");
        for (var next = from; next < sent.Count;)
        {
            var batch = await snapshot.ReadLogAsync(partition, next, int.MaxValue, 1 << 20, CancellationToken.None);
            foreach (var record in batch)
            {
                record.Offset.ShouldBe(next, $"{what}: {partition}");
                record.Value.SequenceEqual(feed.Market.Records[sent[next]].Json).ShouldBeTrue($"{what}: {partition}@{next}");
                record.Key.SequenceEqual(feed.Market.Key(sent[next])).ShouldBeTrue($"{what}: key of {partition}@{next}");
                next++;
            }
        }
    }
}
