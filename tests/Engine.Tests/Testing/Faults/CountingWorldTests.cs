using Sluice.Engine.Testing.Faults;

namespace Sluice.Engine.Tests.Testing.Faults;

public sealed class CountingWorldTests
{
    [Fact]
    public void Every_record_is_counted_once_whatever_fails()
    {
        var coverage = new FaultCoverage();
        for (var seed = 0UL; seed < 300; seed++)
        {
            var world = new CountingWorld(seed);
            var (there, inSegments, inRow) = world.Play();
            there.ShouldBeGreaterThan(0);
            inSegments.ShouldBe(there, $"seed {seed}");
            inRow.ShouldBe(there, $"seed {seed}");
            coverage.Add(world.Plan.Coverage);
        }

        FaultPoint[] reached =
        [
            FaultPoint.LogRead, FaultPoint.LogReadDone, FaultPoint.LogAppend, FaultPoint.LogAppendApplied, FaultPoint.StoreTake,
            FaultPoint.StoreTaken, FaultPoint.StoreLoad, FaultPoint.StoreLoadSegment, FaultPoint.StoreCommit, FaultPoint.StoreCommitApplied,
        ];
        coverage.Missed.Where(m => reached.Contains(m.Point)).ShouldBeEmpty(coverage.ToTable());
    }

    [Fact]
    public void A_history_with_crashes_replays_step_by_step()
    {
        for (var seed = 0UL; seed < 30; seed++)
        {
            var (once, again) = (new CountingWorld(seed), new CountingWorld(seed));
            once.Play().ShouldBe(again.Play());
            (once.TraceHash, once.Steps).ShouldBe((again.TraceHash, again.Steps));
        }
    }
}
