using System.Diagnostics;
using Sluice.EndToEnd.Tests.Harness;
using Sluice.EndToEnd.Tests.Million.Checks;
using Xunit.Abstractions;

namespace Sluice.EndToEnd.Tests.Million.Orders;

[Collection(MillionCollection.Name)]
public sealed class OrderTests(ITestOutputHelper output) : Sandbox
{
    private static readonly int[] s_batches = [10_000, 1_000, 100, 7];
    private static readonly int[] s_batchesDownToOne = [1, 7, 100, 1_000, 10_000];

    /// <summary>Each order once, with numbers of shards from 1 to 8 and batch sizes from 7 to 10,000.</summary>
    [Fact]
    public async Task Books_equal_the_oracles_for_ten_orders_of_input()
    {
        var market = new Market(Sizes.Orders, seed: 1);
        BooksCheck.ShouldMeanSomething(market.Books);
        output.WriteLine($"{market.Records.Count:N0} records, {market.Reports.Count():N0} of them reports");
        for (var i = 0; i < InputOrder.All.Count; i++)
        {
            await RunAsync(market, InputOrder.All[i], (i % 8) + 1, s_batches[i % s_batches.Length]);
        }
    }

    /// <summary>Fewer reports, as the smallest batches make a commit of each: every batch size meets every number of shards.</summary>
    [Fact]
    public async Task Books_equal_the_oracles_for_all_batch_sizes_and_numbers_of_shards()
    {
        var market = new Market(Sizes.Combinations, seed: 2);
        BooksCheck.ShouldMeanSomething(market.Books);
        var next = 0;
        foreach (var batch in s_batchesDownToOne)
        {
            for (var shards = 1; shards <= 8; shards++)
            {
                var orders = Sizes.Full ? InputOrder.All : [InputOrder.All[next++ % InputOrder.All.Count]];
                foreach (var order in orders)
                {
                    await RunAsync(market, order, shards, batch);
                }
            }
        }
    }

    private async Task RunAsync(Market market, InputOrder order, int shards, int batch)
    {
        var started = Stopwatch.GetTimestamp();
        var path = Path.Combine(Folder, "books.db");
        await OrderRun.CheckAsync(path, market, order, shards, batch);
        foreach (var file in Directory.GetFiles(Folder, "books.db*"))
        {
            File.Delete(file);
        }

        output.WriteLine($"{order}, {shards} shards, batches of {batch}: {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
    }
}
