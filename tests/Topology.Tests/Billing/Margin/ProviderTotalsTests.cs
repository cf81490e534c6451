using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Money;

namespace Sluice.Topology.Tests.Billing.Margin;

public class ProviderTotalsTests
{
    private static readonly MergedTable s_merge = ProviderTotals.Merge(new BooksSettings());

    [Theory]
    [InlineData("INR", "0.005 0.004", "0.01", "0.01")]
    [InlineData("INR", "0.005 -0.01", "-0.01", "-0.01")]
    [InlineData("JPY", "0.3 0.2", "1", null)]
    [InlineData("KWD", "0.0005", "0.001", null)]
    public void The_parts_of_a_rule_are_added_before_they_are_rounded(string currency, string parts, string cogs, string? cogsInr)
    {
        var row = Merged([.. parts.Split(' ').Select((p, shard) => Partial(currency, "R1", shard, decimal.Parse(p)))]);

        row[..3].ShouldBe(["2026-01", "P1", currency]);
        row[3].ShouldBe((long)parts.Split(' ').Length);
        row[4].ShouldBe(decimal.Parse(cogs));
        row[5].ShouldBe(cogsInr is null ? null : decimal.Parse(cogsInr));
    }

    [Fact]
    public void Each_rule_is_a_line_rounded_for_itself() =>
        Merged(Partial("INR", "R1", 0, 0.005m), Partial("INR", "R2", 0, 0.005m), Partial("INR", "R2", 1, 0.009m))[4].ShouldBe(0.02m);

    [Fact]
    public void The_total_is_brought_to_the_base_currency_at_the_month_end_rate_and_rounded_once()
    {
        // Lines 0.01 + 0.02 USD; 0.03 × 83.5 = 2.505.
        Merged(Partial("USD", "R1", 0, 0.005m, 83.5m), Partial("USD", "R2", 0, 0.015m, 83.5m))[4..6].ShouldBe([0.03m, 2.51m]);
        Merged(Partial("USD", "R1", 0, 0.005m, null))[4..6].ShouldBe([0.01m, null]);
    }

    [Fact]
    public void While_shards_know_different_rates_the_newest_counts_and_the_row_says_the_least_they_include()
    {
        var row = Merged(Partial("USD", "R1", 0, 1m, 83m, fxPosition: 4), Partial("USD", "R1", 1, 1m, 84m, fxPosition: 5));

        row[5].ShouldBe(168m);
        row[^1].ShouldBe(Reference(4));
    }

    [Fact]
    public void Where_a_month_is_booked_only_the_booked_rows_count()
    {
        var row = Merged(
            Partial("USD", "R1", -1, 1m, 83m, version: 2), Partial("USD", "R2", -1, 0.005m, 83m, version: 2),
            Partial("USD", "R1", 0, 7m, 99m, fxPosition: 9), Partial("USD", "R3", 1, 7m, 99m, fxPosition: 9));

        row[3..8].ShouldBe([2L, 1.01m, 83.83m, "closed", 2L]);
        row[^1].ShouldBe(Reference(1));
    }

    [Fact]
    public void Nothing_left_makes_no_row() => s_merge.Merge([]).ShouldBeNull();

    private static object?[] Merged(params object?[][] partials) => s_merge.Merge(partials).ShouldNotBeNull();

    private static object?[] Partial(string currency, string rule, int shard, decimal cogs, decimal? rate = null, long fxPosition = 1, long version = 0) =>
        ["2026-01", "P1", currency, rule, (long)shard, 1L, Scaled.FromDecimal(cogs), rate, version, Reference(fxPosition)];

    private static string Reference(long fxPosition) =>
        Positions.None.With(new TopicPartition("clients", 0), 7).With(new TopicPartition("fx_rates", 0), fxPosition).ToJson();
}
