using Sluice.Simulation.Command;
using Sluice.Simulation.Running;
using Sluice.Simulation.Tests.Margin.Bugs;

namespace Sluice.Simulation.Tests.Margin;

public sealed class ShortestPrefixTests
{
    private static readonly Seams s_rowless = new() { Store = store => new RowlessStore(store) };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(137)]
    [InlineData(1_000)]
    public void The_least_that_fails_is_found_by_halving(int least)
    {
        var failed = SeedRun.Run(1, records: 0) with { Failure = "whole", Sent = 1_000 };

        var found = ShortestPrefix.Find(failed, records => failed with { Failure = records >= least ? $"with {records}" : null });

        (found.Records, found.Failure).ShouldBe((least, least == 1_000 ? "whole" : $"with {least}"));
        found.Tries.ShouldBeLessThanOrEqualTo(11);
    }

    [Fact]
    public void A_failed_seed_fails_again_with_the_prefix_that_its_report_names()
    {
        var campaign = new Campaign();
        campaign.Run(first: 1, 20, threads: 2, s_rowless, stopAtFailure: true);
        var failed = campaign.Failures[0];

        var prefix = ShortestPrefix.Find(failed, records => SeedRun.Run(failed.Seed, s_rowless, records: records));
        var summary = Summary.Of(campaign, 1, TimeSpan.Zero, shorten: _ => prefix);

        prefix.Records.ShouldBeLessThan(failed.Sent);
        summary.ShouldContain($"./sluice simulate --seed {failed.Seed} --seeds 1 --records {prefix.Records}");
        SeedRun.Run(failed.Seed, s_rowless, records: prefix.Records).Failure.ShouldBe(prefix.Failure);
    }

    [Fact]
    public void A_world_that_is_cut_off_is_the_beginning_of_the_whole_one()
    {
        SeedRun.Run(3, records: 25).Sent.ShouldBe(25);
        SeedRun.Run(3, records: int.MaxValue).TraceHash.ShouldBe(SeedRun.Run(3).TraceHash);
    }
}
