extern alias bugs;

using bugs::Sluice.Engine;
using Sluice.Simulation.Running;
using Xunit.Abstractions;

namespace Sluice.Simulation.Tests.Margin.Bugs;

/// <summary>The tester tested: bugs within the engine and the topology, in a second build of their sources, are found.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    /// <summary>What the issue asks for; short of it, a bug that is found late is told apart from one that is not found.</summary>
    private static readonly int s_seedsMax = Environment.GetEnvironmentVariable("SLUICE_TEST_FULL") == "1" ? 2_000 : 600;

    public static TheoryData<Bug> Planted() => new(Enum.GetValues<Bug>().Where(bug => bug != Bug.None));

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_bug_is_found(Bug bug)
    {
        var hunt = BugHunt.Run(bug, s_seedsMax, output.WriteLine);
        output.WriteLine($"{bug}: {hunt.Seeds} seeds; {hunt.Found?.Failure ?? "not found"}");

        hunt.Found.ShouldNotBeNull();
    }

    [Fact]
    public void Without_a_bug_the_second_build_is_the_first() =>
        bugs::Sluice.Simulation.Running.SeedRun.Run(6).TraceHash.ShouldBe(SeedRun.Run(6).TraceHash);

    [Fact]
    public void What_is_shipped_has_no_trace_of_the_bugs() =>
        typeof(global::Sluice.Engine.Limits).Assembly.GetType(typeof(PlantedBugs).FullName!).ShouldBeNull();
}
