using Sluice.Simulation.Running;

namespace Sluice.Simulation.Tests.Margin;

public sealed class ReplayTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void One_seed_is_one_history(ulong seed)
    {
        var first = SeedRun.Run(seed);
        var again = SeedRun.Run(seed);

        (again.TraceHash, again.Steps, again.VirtualTime, again.Records)
            .ShouldBe((first.TraceHash, first.Steps, first.VirtualTime, first.Records));
    }

    [Fact]
    public void Seeds_differ() =>
        Enumerable.Range(1, 8).Select(seed => SeedRun.Run((ulong)seed).TraceHash).Distinct().Count().ShouldBe(8);

    [Fact]
    public void A_seed_is_the_same_history_beside_others()
    {
        var alone = SeedRun.Run(7);
        SeedResult? beside = null;
        var threads = Enumerable.Range(5, 4)
            .Select(seed => new Thread(() =>
            {
                var result = SeedRun.Run((ulong)seed);
                if (seed == 7)
                {
                    beside = result;
                }
            }))
            .ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());

        beside.ShouldNotBeNull().TraceHash.ShouldBe(alone.TraceHash);
    }
}
