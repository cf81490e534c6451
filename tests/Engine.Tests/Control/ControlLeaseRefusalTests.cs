using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Faults;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Tests.Control;

/// <summary>Which refusals of a store end a command, and which are waited out.</summary>
public sealed class ControlLeaseRefusalTests
{
    private static readonly TableSchema s_journal =
        new("journal", 1, Outbox: false, new Column("id", ColumnType.Text), new Column("amount", ColumnType.Integer)) { AppendOnly = true };

    private readonly InMemoryStore _store = new();
    private readonly List<string> _notes = [];

    [Theory]
    [InlineData(Fault.DiskFull)]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.Conflict)]
    [InlineData(Fault.Transient)]
    public void What_may_pass_is_waited_out_however_often_it_comes(Fault fault) => Play(async (lease, plan) =>
    {
        for (var visit = 1; visit <= 40; visit++)
        {
            plan.At(FaultPoint.StoreCommit, fault, visit);
        }

        (await lease.TryCommitAsync(Positions.None, [Row(1)], default)).ShouldBeNull();

        lease.Sequence.ShouldBe(1);
        _notes.Count.ShouldBe(40, "every refusal is told");
        (await _store.ReadRowsAsync(s_journal, [], default)).ShouldHaveSingleItem().ShouldBe(["a", 1L]);
    });

    [Fact]
    public void Rows_that_are_refused_for_what_they_are_are_refused_at_once_and_the_next_commit_is_that_one() => Play(async (lease, plan) =>
    {
        (await lease.TryCommitAsync(Positions.None, [Row(1)], default)).ShouldBeNull();
        plan.At(FaultPoint.StoreCommit, Fault.DiskFull, 2);

        (await lease.TryCommitAsync(Positions.None, [Row(2)], default))!.ShouldContain(AppendOnly.Refusal("journal"));

        (lease.Sequence, _notes.Count).ShouldBe((1, 1), "the full disk was waited out first");
        await lease.CommitAsync(Positions.None, [], default);
        lease.Sequence.ShouldBe(2);
    });

    private static RowChange Row(long amount) => RowChange.Upsert(s_journal, "a", amount);

    private void Play(Func<ControlLease, FaultPlan, Task> story)
    {
        var world = new SeededScheduler(1, new SchedulerOptions());
        var plan = FaultPlan.Scripted();
        var store = new FaultyStore(_store, new FaultInjector(plan, world.Time));
        world.Run(async () =>
        {
            await _store.PrepareAsync([s_journal], default);
            var options = new EngineOptions { Shards = 1, Time = world.Time, Notify = _notes.Add };
            await story(new ControlLease(store, await _store.TakeAsync(Limits.ControlShard, default), options, new Retry(options, "test", 0)), plan);
        });
    }
}
