using Sluice.Simulation.Command;
using Sluice.Simulation.Running;
using Sluice.Simulation.Tests.Margin.Bugs;

namespace Sluice.Simulation.Tests.Margin;

public sealed class CommandTests
{
    [Fact]
    public void Options_have_defaults_and_are_read()
    {
        SimulateOptions.Parse([]).Options.ShouldBe(new SimulateOptions(100, null, false, null, false));
        SimulateOptions.Parse(["--seeds", "7", "--seed", "18446744073709551615", "--verbose", "--records", "0", "--coverage"]).Options
            .ShouldBe(new SimulateOptions(7, ulong.MaxValue, true, 0, true));
        SimulateOptions.Usage.ShouldContain("--records N");
    }

    [Theory]
    [InlineData("--seeds")]
    [InlineData("--seeds", "0")]
    [InlineData("--seeds", "many")]
    [InlineData("--seed", "-1")]
    [InlineData("--records", "-1")]
    [InlineData("--speed", "1")]
    public void Wrong_options_are_named_and_end_with_2(params string[] args)
    {
        SimulateOptions.Parse(args).Fault.ShouldNotBeNull().ShouldContain(args[0]);
        Program.Main(args).ShouldBe(2);
    }

    [Fact]
    public void A_failure_names_the_seed_the_difference_and_the_command_that_replays_it()
    {
        var campaign = new Campaign();
        campaign.Run(first: 1, 20, threads: 2, new Seams { Store = store => new RowlessStore(store) }, stopAtFailure: true);
        var failure = campaign.Failures[0];

        var summary = Summary.Of(campaign, 1, TimeSpan.FromSeconds(1));

        summary.ShouldContain($"Seed {failure.Seed} failed: {failure.Failure}");
        summary.ShouldContain($"./sluice simulate --seed {failure.Seed} --seeds 1");
        SeedRun.Run(failure.Seed, new Seams { Store = store => new RowlessStore(store) }).Failure.ShouldBe(failure.Failure);
    }

    [Fact]
    public void Too_little_tried_is_the_last_word_where_that_is_asked_for()
    {
        var campaign = new Campaign();
        campaign.Run(first: 1, 1, threads: 1, records: 50);

        Summary.Of(campaign, 1, TimeSpan.Zero).ShouldEndWith("All agree with the oracle.");
        Summary.Of(campaign, 1, TimeSpan.Zero, isComplete: true).ShouldEndWith("All agree with the oracle; too little was tried.");
    }

    [Fact]
    public void Too_little_tried_ends_with_1_where_that_is_asked_for()
    {
        Program.Main(["--seed", "1", "--seeds", "1", "--records", "50"]).ShouldBe(0);
        Program.Main(["--seed", "1", "--seeds", "1", "--records", "50", "--coverage"]).ShouldBe(1);
    }
}
