using Sluice.Simulation.Commanding.Steps;

namespace Sluice.Simulation.Tests.Margin;

public sealed class StepCoverageTests
{
    [Fact]
    public void Hits_are_kept_apart_by_command_step_and_event_and_add_up_over_runs()
    {
        var (one, other) = (new StepCoverage(), new StepCoverage());
        one.Count("rerun", CommandStep.Decide, StepEvent.Crash);
        other.Count("rerun", CommandStep.Decide, StepEvent.Crash);
        other.Count("credit-note", CommandStep.Finish, StepEvent.Cancel);

        one.Add(other);

        one["rerun", CommandStep.Decide, StepEvent.Crash].ShouldBe(2);
        one["rerun", CommandStep.Finish, StepEvent.Crash].ShouldBe(0);
        one["month-close", CommandStep.Decide, StepEvent.Crash].ShouldBe(0);
        one["credit-note", CommandStep.Finish, StepEvent.Cancel].ShouldBe(1);
    }

    [Fact]
    public void What_came_too_seldom_is_listed_and_what_cannot_be_is_not_asked_for()
    {
        var coverage = new StepCoverage();
        var all = coverage.Below(1).ToList();
        all.Count.ShouldBe((3 * 3 * Enum.GetValues<StepEvent>().Length) - 6);
        all.ShouldNotContain(a => a.Type == "credit-note" && a.What == StepEvent.LateRecords);
        coverage.Count("rerun", CommandStep.Prepare, StepEvent.Frozen);

        coverage.Below(1).Count().ShouldBe(all.Count - 1);
        coverage.Below(2).Last().ShouldBe(("rerun", CommandStep.Prepare, StepEvent.Frozen, 1L));
        coverage.ToTable().Split('\n').Single(line => line.StartsWith("credit-note, Decide", StringComparison.Ordinal)).ShouldContain("·");
    }
}
