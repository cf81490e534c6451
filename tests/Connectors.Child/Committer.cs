using Sluice.Connectors.Postgres;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Child;

/// <summary>Commits large segments to one shard on PostgreSQL, saying what was acknowledged, until it is fenced.</summary>
internal static class Committer
{
    // Larger than what the sockets between here and the server hold: a stop often falls into the sending.
    private const int SegmentBytes = 12 << 20;

    public static async Task<int> RunAsync(string uri, string schema)
    {
        var options = new PostgresOptions { ConnectionString = uri, Schema = schema, IdleInTransactionMs = 500 };
        await using var store = await PostgresStore.OpenAsync(options, CancellationToken.None);
        var lease = await store.TakeAsync(0, CancellationToken.None);
        var segment = new byte[SegmentBytes];
        for (var sequence = lease.Sequence + 1; ;)
        {
            try
            {
                var commit = new ShardCommit
                {
                    Shard = 0,
                    Epoch = lease.Epoch,
                    Sequence = sequence,
                    Positions = StoreTestData.At(sequence),
                    Segment = segment,
                    Rows = [StoreTestData.Partial("child", sequence, lease.Epoch)],
                };
                await store.CommitAsync(commit, CancellationToken.None);
                Console.WriteLine($"committed {sequence} .");
                sequence++;
            }
            catch (FencedException)
            {
                Console.WriteLine("fenced");
                await Console.In.ReadToEndAsync();
                return 0;
            }
            catch (Exception failure) when (failure is StoreException or CommitUnknownException)
            {
                // The same again: the fence knows whether it was applied.
                continue;
            }
        }
    }
}
