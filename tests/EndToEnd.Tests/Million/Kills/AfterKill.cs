using Sluice.Checking;
using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Reading;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Oracle.Compare;
using Sluice.Oracle.Input;

namespace Sluice.EndToEnd.Tests.Million.Kills;

/// <summary>
/// What a killed engine left, looked at without touching it: each shard stands at some offset, and everything that
/// committed with this position belongs to exactly the records below it. Owned by one test.
/// </summary>
internal sealed class AfterKill(string path, Feed feed)
{
    private IReadOnlyList<ShardStanding> _before = [];

    /// <summary>Reports below the shards' positions.</summary>
    public long Committed { get; private set; }

    /// <param name="fingerprints">Whether the oracle computes the fingerprints of the records below the positions.</param>
    public async Task CheckAsync(Kill kill, bool fingerprints)
    {
        using var snapshot = (await EmbeddedSnapshot.TryOpenAsync(new EmbeddedOptions { Path = path })).ShouldNotBeNull();
        var standings = await snapshot.StandingsAsync(CancellationToken.None);
        foreach (var earlier in _before)
        {
            var now = standings.Single(s => s.Shard == earlier.Shard);
            now.Sequence.ShouldBeGreaterThanOrEqualTo(earlier.Sequence, $"{kill}");
            now.Positions.All.ShouldAllBe(p => p.Value >= earlier.Positions[p.Key], $"{kill}");
        }

        _before = standings;
        var positions = Enumerable.Range(0, feed.Shards).Select(Position).ToList();
        Committed = positions.Sum();
        await CheckCountersAsync(snapshot, positions, kill);
        await CheckDeadLettersAsync(snapshot, positions, kill);
        if (fingerprints)
        {
            await CheckFingerprintsAsync(snapshot, positions, kill);
        }
    }

    private static TopicPartition Reports(int shard) => new(Topics.Reports, shard);

    private long Position(int shard) => _before.FirstOrDefault(s => s.Shard == shard)?.Positions[Reports(shard)] ?? 0;

    private static async Task CheckCountersAsync(EmbeddedSnapshot snapshot, List<long> positions, Kill kill)
    {
        var counted = (await snapshot.ReadRowsAsync(EngineTables.Counters, [("name", "records")], CancellationToken.None))
            .ToDictionary(r => (int)(long)r[0]!, r => (long)r[2]!);
        for (var shard = 0; shard < positions.Count; shard++)
        {
            counted.GetValueOrDefault(shard).ShouldBe(positions[shard], $"{kill}: records counted by shard {shard}");
        }
    }

    private async Task CheckDeadLettersAsync(EmbeddedSnapshot snapshot, List<long> positions, Kill kill)
    {
        var stored = (await snapshot.ReadRowsAsync(EngineTables.DeadLetters, [("topic", Topics.Reports)], CancellationToken.None))
            .Select(StoredBooks.Place);
        var expected = feed.RejectedPlaces.Where(p => p.Topic == Topics.Reports && p.Offset < positions[p.Partition]);
        Difference.First(expected, stored).ShouldBeNull($"{kill}");
    }

    private async Task CheckFingerprintsAsync(EmbeddedSnapshot snapshot, List<long> positions, Kill kill)
    {
        var taken = positions.SelectMany((position, shard) => feed.Sent(Reports(shard)).Take((int)position));
        var expected = feed.Market.Compute(taken).Fingerprints;
        var rows = await snapshot.ReadRowsAsync(EngineTables.Fingerprints, [], CancellationToken.None);
        Difference.First(expected, StoredBooks.Fingerprints(rows, expected)).ShouldBeNull($"{kill}");
    }
}
