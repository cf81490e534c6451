using System.Text;
using Sluice.Connectors.Embedded;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Child;

/// <summary>Appends to two partitions and commits to two shards until it is killed, printing every acknowledgement.</summary>
public static class Hammer
{
    public const string Topic = "hammered";

    /// <summary>One row a shard, which follows the shard's sequence.</summary>
    public static readonly TableSchema Tally = new(
        "tally", 1, Outbox: true, new Column("shard", ColumnType.Integer), new Column("sequence", ColumnType.Integer));

    public static async Task<int> RunAsync(string path)
    {
        await using var database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = path });
        return await RunAsync(database);
    }

    public static async Task<int> RunAsync(EmbeddedDatabase database)
    {
        await database.Log.EnsureTopicAsync(new TopicSpec(Topic, 2), CancellationToken.None);
        await database.Store.PrepareAsync([Tally], CancellationToken.None);
        await Task.WhenAll(AppendAsync(database.Log, 0), AppendAsync(database.Log, 1), CommitAsync(database.Store, 0), CommitAsync(database.Store, 1));
        return 1;
    }

    private static async Task AppendAsync(ILog log, int partition)
    {
        var next = (await log.OffsetsAsync(Topic, CancellationToken.None))[partition].End;
        while (true)
        {
            var records = LogTestData.Numbered("h", 40, from: (int)next);
            var offset = (await log.AppendAsync([(new TopicPartition(Topic, partition), records)], CancellationToken.None))[0];
            next = offset + 40;
            Console.WriteLine($"appended {partition} {next} .");
        }
    }

    private static async Task CommitAsync(IStore store, int shard)
    {
        var lease = await store.TakeAsync(shard, CancellationToken.None);
        for (var sequence = lease.Sequence + 1; ; sequence++)
        {
            await store.CommitAsync(
                new ShardCommit
                {
                    Shard = shard,
                    Epoch = lease.Epoch,
                    Sequence = sequence,
                    Positions = StoreTestData.At(sequence),
                    Segment = Encoding.UTF8.GetBytes($"{sequence}:" + new string('s', (int)(sequence * 977 % 20_000))),
                    Rows = [RowChange.Upsert(Tally, (long)shard, sequence)],
                },
                CancellationToken.None);
            Console.WriteLine($"committed {shard} {sequence} .");
        }
    }
}
