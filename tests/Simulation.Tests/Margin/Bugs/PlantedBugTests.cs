extern alias bugs;

using bugs::Sluice.Engine;
using Sluice.Simulation.Running;
using Xunit.Abstractions;
using Campaign = bugs::Sluice.Simulation.Command.Campaign;

namespace Sluice.Simulation.Tests.Margin.Bugs;

/// <summary>The tester tested: bugs within the engine and the topology, in a second build of their sources, are found.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    /// <summary>What the issue asks for; short of it, a bug that is found late is told apart from one that is not found.</summary>
    private static readonly int s_seedsMax = Environment.GetEnvironmentVariable("SLUICE_TEST_FULL") == "1" ? 2_000 : 600;

    /// <summary>Bugs of commands, closes and reruns: for worlds that have some.</summary>
    private static readonly Bug[] s_ofBooks =
    [
        Bug.DecidedWithoutRows, Bug.RerunAppliedTwice, Bug.BookedCutNotMoved, Bug.NumberFromSequence, Bug.UnsignedTaken, Bug.SentAgainTaken,
    ];

    /// <summary>To be set once the worlds have closes and reruns.</summary>
    private static bool WorldsHaveBooks => false;

    public static TheoryData<Bug> Planted() =>
        new(Enum.GetValues<Bug>().Where(bug => bug != Bug.None && (WorldsHaveBooks || !s_ofBooks.Contains(bug))));

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_bug_is_found(Bug bug)
    {
        PlantedBugs.Planted = bug;
        try
        {
            var campaign = new Campaign();
            campaign.Run(first: 1, s_seedsMax, Environment.ProcessorCount, stopAtFailure: true);
            output.WriteLine($"{bug}: {campaign.Done} seeds; {(campaign.Failures.Count == 0 ? "not found" : campaign.Failures[0].Failure)}");
            campaign.Failures.ShouldNotBeEmpty();
        }
        finally
        {
            PlantedBugs.Planted = Bug.None;
        }
    }

    [Fact]
    public void Without_a_bug_the_second_build_is_the_first() =>
        bugs::Sluice.Simulation.Running.SeedRun.Run(6).TraceHash.ShouldBe(SeedRun.Run(6).TraceHash);

    [Fact]
    public void What_is_shipped_has_no_trace_of_the_bugs() =>
        typeof(global::Sluice.Engine.Limits).Assembly.GetType(typeof(PlantedBugs).FullName!).ShouldBeNull();
}
