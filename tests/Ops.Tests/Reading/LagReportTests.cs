using Sluice.Cli.Doctor;
using Sluice.Cli.Reading;
using Sluice.Topology;

namespace Sluice.Ops.Tests.Reading;

public sealed class LagReportTests
{
    [Fact]
    public async Task Shards_that_the_topics_have_no_partition_for_are_left_out() =>
        (await ReadAsync(partitions: 2, shards: 3)).ShouldBe(
            ["0 reports/0 stream 5", "0 prices/0 reference 5", "1 reports/1 stream 5", "1 prices/0 reference 5"]);

    [Fact]
    public async Task Partitions_that_nobody_reads_are_named() =>
        (await ReadAsync(partitions: 4, shards: 2)).Where(r => r.Contains("unread", StringComparison.Ordinal)).ShouldBe(
            ["2 reports/2 unread 5", "3 reports/3 unread 5"]);

    [Fact]
    public async Task Before_the_first_run_every_partition_is_a_shard() =>
        (await ReadAsync(partitions: 2, shards: 0)).ShouldBe(
            ["0 reports/0 stream 5", "0 prices/0 reference 5", "1 reports/1 stream 5", "1 prices/0 reference 5"]);

    [Fact]
    public async Task The_doctor_names_partitions_that_nobody_reads()
    {
        var books = new FakeBooks { Ends = new() { [FinanceTopics.Reports] = [0, 0, 3] }, Standings = FakeBooks.Begun(2) };
        (await LagChecks.LagAsync(books, CancellationToken.None)).ShouldSatisfyAllConditions(
            f => f.Verdict.ShouldBe(Verdict.Warn), f => f.Found.ShouldBe("nobody reads reports/2"));
    }

    /// <summary>Reports of so many partitions and one of prices, five records each; and standings of so many shards.</summary>
    private static async Task<List<string>> ReadAsync(int partitions, int shards)
    {
        var books = new FakeBooks
        {
            Ends = new() { ["reports"] = [.. Enumerable.Repeat(5L, partitions)], ["prices"] = [5] },
            Standings = FakeBooks.Begun(shards),
        };
        var rows = await LagReport.ReadAsync(books, ["reports"], ["prices"], CancellationToken.None);
        return [.. rows.Select(r => $"{r[0]} {r[1]}/{r[2]} {r[3]} {r[LagReport.Table.Ordinal("lag")]}")];
    }
}
