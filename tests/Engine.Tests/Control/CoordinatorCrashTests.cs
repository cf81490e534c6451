using Sluice.Engine.Control;
using Sluice.Engine.Testing.Faults;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Engine.Tests.Control;

public sealed class CoordinatorCrashTests
{
    private static readonly string[] s_ids = ["c-1", "c-2", "c-3"];

    [Theory]
    [InlineData(FaultPoint.StoreCommit)]
    [InlineData(FaultPoint.StoreCommitApplied)]
    [InlineData(FaultPoint.OutboxRead)]
    [InlineData(FaultPoint.LogAppend)]
    [InlineData(FaultPoint.LogAppendApplied)]
    [InlineData(FaultPoint.OutboxCompleted)]
    [InlineData(FaultPoint.RowsRead)]
    public void A_crash_at_any_step_leaves_every_command_carried_out_once(FaultPoint point)
    {
        var struck = 0;
        for (var visit = 1; visit <= 40; visit++)
        {
            var world = new ControlWorld((ulong)visit, FaultPlan.Scripted().At(point, Fault.Crash, visit));
            world.Play(() => CarryOutAsync(world, twice: false));
            struck += (int)world.Plan.Coverage[point, Fault.Crash];
        }

        struck.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Two_coordinators_under_faults_of_every_kind_decide_every_command_once()
    {
        var fenced = 0;
        for (var seed = 0UL; seed < 20; seed++)
        {
            var world = new ControlWorld(seed, new FaultPlan(seed));
            world.Play(() => CarryOutAsync(world, twice: true));
            fenced += world.Notes.Count(n => n.StartsWith("commands:", StringComparison.Ordinal) && n.Contains("left to the process", StringComparison.Ordinal));
        }

        fenced.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_history_of_commands_replays_step_by_step()
    {
        string Told(ulong seed)
        {
            var world = new ControlWorld(seed, new FaultPlan(seed));
            world.Play(() => CarryOutAsync(world, twice: true));
            return string.Join('\n', world.Notes);
        }

        for (var seed = 0UL; seed < 5; seed++)
        {
            Told(seed).ShouldBe(Told(seed));
        }
    }

    private static async Task CarryOutAsync(ControlWorld world, bool twice)
    {
        await world.SendNumbersAsync(("a1", "1"), ("b1", "2"), ("c1", "3"), ("d1", "4"), ("e1", "5"));
        world.Spawn("one", 0, 1, 2);
        if (twice)
        {
            world.Spawn("two", 0, 1);
        }

        foreach (var id in s_ids)
        {
            await world.SendAsync(id);
            await world.SendNumbersAsync(("a1", "10"), ("d1", "10"));
            await world.DelayAsync(0.3);
        }

        await world.DelayAsync(20);
        world.Plan.Enabled = false;
        if (Enum.GetValues<FaultPoint>().Any(p => world.Plan.Coverage[p, Fault.Stall] > 0))
        {
            // Whoever hangs in a call wakes up after two minutes at the latest.
            await world.DelayAsync(120);
        }

        foreach (var id in s_ids)
        {
            await world.DoneAsync(id);
        }

        var marks = await world.Store.ReadRowsAsync(ToyTopology.Marks, [], default);
        marks.Select(m => (m[3], m[2])).ShouldBe([("c-1", 15L), ("c-2", 35L), ("c-3", 55L)]);
        world.Law.Broken.ShouldBeEmpty();
        world.Notes.Where(n => n.Contains(" ended:", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
