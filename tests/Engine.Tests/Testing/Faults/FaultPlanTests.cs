using Sluice.Engine.Testing.Faults;

namespace Sluice.Engine.Tests.Testing.Faults;

public sealed class FaultPlanTests
{
    [Fact]
    public void The_same_seed_makes_the_same_decisions()
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            Decide(new FaultPlan(seed), 2_000).ShouldBe(Decide(new FaultPlan(seed), 2_000));
        }
    }

    [Fact]
    public void A_swarm_of_seeds_reaches_every_fault_at_every_point()
    {
        var coverage = new FaultCoverage();
        for (var seed = 0UL; seed < 300; seed++)
        {
            var plan = new FaultPlan(seed);
            Decide(plan, 5_000).Count(d => d.Fault != Fault.None && !FaultMap.All.Any(a => a.Fault == d.Fault)).ShouldBe(0);
            coverage.Add(plan.Coverage);
        }

        coverage.Missed.ShouldBeEmpty();
    }

    [Fact]
    public void Faults_that_are_on_strike_more_often_where_they_are_emphasised_and_are_told_of()
    {
        int Struck(int emphasis)
        {
            var told = 0;
            var plan = Enumerable.Range(0, 500).Select(seed => new FaultPlan((ulong)seed))
                .First(p => p.On.Any(o => o is (FaultPoint.StoreLoadSegment, Fault.Transient, _)) && p.On.All(o => o is not (FaultPoint.StoreLoadSegment, Fault.Crash, _)));
            var faults = new FaultInjector(plan, TimeProvider.System, struck: (_, fault) => told += fault == Fault.Transient ? 1 : 0, emphasis: () => emphasis);
            for (var i = 0; i < 10_000; i++)
            {
                faults.Pass(FaultPoint.StoreLoadSegment).ShouldBeOneOf(Fault.None, Fault.Transient);
            }

            plan.Coverage[FaultPoint.StoreLoadSegment, Fault.Transient].ShouldBe(told);
            return told;
        }

        Struck(10).ShouldBeGreaterThan(4 * Struck(1));
    }

    [Fact]
    public void A_disk_that_is_full_stays_so_for_all_writes_of_its_kind_and_then_has_space()
    {
        var plan = Enumerable.Range(0, 500).Select(seed => new FaultPlan((ulong)seed))
            .First(p => p.On.Any(o => o is (FaultPoint.StoreCommit, Fault.DiskFull, _)));
        var full = 0;
        while (full == 0)
        {
            full = plan.Next(FaultPoint.StoreCommit).Fault == Fault.DiskFull ? 1 : 0;
        }

        plan.Next(FaultPoint.StoreTake).Fault.ShouldBe(Fault.DiskFull);
        plan.Next(FaultPoint.RowsRead).Fault.ShouldNotBe(Fault.DiskFull);
        plan.Next(FaultPoint.LogAppend).Fault.ShouldNotBe(Fault.DiskFull);
        while (plan.Next(FaultPoint.KeysClaim).Fault == Fault.DiskFull)
        {
            full++;
        }

        full.ShouldBeInRange(4, 200);
    }

    [Fact]
    public void Processes_crash_so_often_at_most_whatever_else_goes_on()
    {
        var crashes = Enumerable.Range(0, 200).Select(seed => Decide(new FaultPlan((ulong)seed), 20_000).Count(d => d.Fault == Fault.Crash)).ToList();

        crashes.Max().ShouldBe(18);
        crashes.Distinct().ShouldContain(2);
        crashes.Distinct().ShouldContain(6);
    }

    [Fact]
    public void What_came_too_seldom_is_listed_with_its_hits()
    {
        var coverage = new FaultCoverage();
        foreach (var (point, fault) in FaultMap.All.Where(p => p.Point != FaultPoint.LogAppend || p.Fault != Fault.Torn))
        {
            coverage.Count(point, fault);
            coverage.Count(point, fault);
        }

        coverage.Count(FaultPoint.LogAppend, Fault.Torn);
        coverage.Below(2).ShouldBe([(FaultPoint.LogAppend, Fault.Torn, 1L)]);
    }

    [Fact]
    public void Seeds_differ_in_what_is_on()
    {
        var on = Enumerable.Range(0, 100).Select(seed => string.Join(' ', new FaultPlan((ulong)seed).On)).ToList();
        on.Distinct().Count().ShouldBeGreaterThan(90);
        on.ShouldContain(o => !o.Contains(nameof(Fault.Crash)));
    }

    [Fact]
    public void A_plan_switched_off_lets_every_call_pass()
    {
        var plan = new FaultPlan(4) { Enabled = false };
        plan.On.ShouldNotBeEmpty();
        Decide(plan, 5_000).ShouldAllBe(d => d.Fault == Fault.None);
    }

    [Fact]
    public void A_scripted_fault_strikes_at_its_visit_only()
    {
        var plan = FaultPlan.Scripted().At(FaultPoint.StoreCommit, Fault.Transient, visit: 2);
        Enumerable.Range(0, 3).Select(_ => plan.Next(FaultPoint.StoreCommit).Fault).ShouldBe([Fault.None, Fault.Transient, Fault.None]);
        plan.Coverage[FaultPoint.StoreCommit, Fault.Transient].ShouldBe(1);
        plan.Coverage[FaultPoint.StoreCommit, Fault.None].ShouldBe(2);
        plan.Coverage.ToTable().Split('\n').Single(l => l.StartsWith(nameof(FaultPoint.StoreCommit) + " ", StringComparison.Ordinal)).ShouldContain(" 2 ");
    }

    [Fact]
    public void A_fault_that_cannot_strike_at_a_point_is_no_script() =>
        Should.Throw<InvariantException>(() => FaultPlan.Scripted().At(FaultPoint.LogRead, Fault.Duplicate));

    private static List<FaultDecision> Decide(FaultPlan plan, int rounds)
    {
        var points = Enum.GetValues<FaultPoint>();
        return [.. Enumerable.Range(0, rounds).Select(i => plan.Next(points[i % points.Length]))];
    }
}
