using Sluice.Connectors.Embedded;
using Sluice.EndToEnd.Child.Running;
using Sluice.EndToEnd.Tests.Million.Checks;

namespace Sluice.EndToEnd.Tests.Million.Orders;

/// <summary>One run: a new database, the engine over it while the records arrive, and the comparison at the end.</summary>
internal static class OrderRun
{
    public static async Task CheckAsync(string path, Market market, InputOrder order, int shards, int batchRecords)
    {
        var which = $"{order}, {shards} shards, batches of {batchRecords}";
        var feed = new Feed(market, shards);
        await using var database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = path });
        await using (var engine = await EngineRig.StartAsync(database.Log, database.Store, shards, batchRecords))
        {
            foreach (var part in order.Parts(market))
            {
                await feed.AppendAsync(database.Log, part);
                await engine.WaitIdleAsync(CancellationToken.None).WaitAsync(Patience.Long, TimeProvider.System);
            }
        }

        await BooksCheck.EqualOracleAsync(database.Store, feed, which);
    }
}
