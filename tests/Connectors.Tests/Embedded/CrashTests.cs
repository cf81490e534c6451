using System.Globalization;
using System.Text;
using Sluice.Connectors.Child;
using Sluice.Connectors.Embedded;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Embedded;

public sealed class CrashTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_there_and_whole()
    {
        var random = new Random(20260131);
        var acknowledged = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var round = 0; round < 6; round++)
        {
            using var child = ChildProcess.Start("hammer", _folder.Database);
            (await child.ReadLineAsync()).ShouldNotBeNull();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50, 400)), TimeProvider.System);
            foreach (var (what, value) in Acknowledgements(await child.KillAsync()))
            {
                acknowledged[what] = value;
            }

            await CheckAsync(acknowledged);
        }

        acknowledged.Keys.Order().ShouldBe(["appended 0", "appended 1", "committed 0", "committed 1"]);
        acknowledged.Values.ShouldAllBe(v => v > 6);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The lines that were printed whole: they end with a dot.</summary>
    private static IEnumerable<(string What, long Value)> Acknowledgements(string output) =>
        from line in output.Split('\n')
        let words = line.TrimEnd('\r').Split(' ')
        where words is [_, _, _, "."]
        select ($"{words[0]} {words[1]}", long.Parse(words[2], CultureInfo.InvariantCulture));

    private async Task CheckAsync(Dictionary<string, long> acknowledged)
    {
        await using var database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = _folder.Database });
        for (var i = 0; i < 2; i++)
        {
            await CheckLogAsync(database.Log, i, acknowledged.GetValueOrDefault($"appended {i}"));
            await CheckStoreAsync(database.Store, i, acknowledged.GetValueOrDefault($"committed {i}"));
        }
    }

    private static async Task CheckLogAsync(ILog log, int partition, long acknowledged)
    {
        var end = (await log.OffsetsAsync(Hammer.Topic, CancellationToken.None))[partition].End;
        end.ShouldBeGreaterThanOrEqualTo(acknowledged);
        (end % 40).ShouldBe(0);
        var records = await LogTestData.ReadAsync(log, new TopicPartition(Hammer.Topic, partition), 0, (int)end);
        records.Count.ShouldBe((int)end);
        for (var i = 0; i < records.Count; i++)
        {
            (records[i].Offset, records[i].Text).ShouldBe((i, LogTestData.NumberedText("h", i)));
        }
    }

    private static async Task CheckStoreAsync(IStore store, int shard, long acknowledged)
    {
        var lease = await store.TakeAsync(shard, CancellationToken.None);
        lease.Sequence.ShouldBeGreaterThanOrEqualTo(acknowledged);
        lease.Positions.ShouldBe(lease.Sequence == 0 ? Positions.None : StoreTestData.At(lease.Sequence));
        var next = 1L;
        await store.LoadAsync(
            lease,
            (_, segment) =>
            {
                Encoding.UTF8.GetString(segment).ShouldBe($"{next}:" + new string('s', (int)(next * 977 % 20_000)));
                next++;
            },
            CancellationToken.None);
        next.ShouldBe(lease.Sequence + 1);
        var row = await store.ReadRowsAsync(Hammer.Tally, [("shard", (long)shard)], CancellationToken.None);
        row.Select(r => r[1]).ShouldBe(lease.Sequence == 0 ? [] : [lease.Sequence]);
        var outbox = await store.ReadOutboxAsync(int.MaxValue, CancellationToken.None);
        outbox.Count(e => e.Shard == shard).ShouldBe((int)lease.Sequence);
    }
}
