using Sluice.Engine.Log;
using Sluice.Engine.Testing.Compliance;
using Sluice.Engine.Testing.Faults;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Tests.Testing.Faults;

public sealed class FaultyLogTests
{
    private static readonly TopicPartition s_only = new("t", 0);

    private readonly SeededScheduler _world = new(5);
    private readonly InMemoryLog _log = new();
    private readonly FaultPlan _plan = FaultPlan.Scripted();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_append_of_unknown_outcome_took_effect_or_not(bool applied)
    {
        _plan.At(FaultPoint.LogAppend, Fault.Unknown, applied: applied);
        Run(async log => (await Expect.ThrowAsync<LogException>(() => AppendAsync(log, 2))).OutcomeUnknown.ShouldBeTrue());
        End().ShouldBe(applied ? 2 : 0);
    }

    [Fact]
    public void A_refused_append_took_no_effect()
    {
        _plan.At(FaultPoint.LogAppend, Fault.Transient);
        Run(async log => (await Expect.ThrowAsync<LogException>(() => AppendAsync(log, 2))).OutcomeUnknown.ShouldBeFalse());
        End().ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(400, 2)]
    [InlineData(999, 4)]
    public void A_torn_append_leaves_its_first_records_and_nobody_knows(int partPerMille, int left)
    {
        _plan.At(FaultPoint.LogAppend, Fault.Torn, partPerMille: partPerMille);
        Run(async log =>
        {
            (await Expect.ThrowAsync<LogException>(() => AppendAsync(log, 5))).OutcomeUnknown.ShouldBeTrue();
            await AppendAsync(log, 1);
            LogTestData.Copy(await _log.ReadAsync(s_only, 0, 9, 1 << 20, default)).Select(r => r.Text[..3])
                .ShouldBe([.. Enumerable.Range(0, left).Select(i => $"n-{i}"), "n-0"]);
        });
    }

    [Fact]
    public void An_append_to_a_full_disk_took_no_effect()
    {
        _plan.At(FaultPoint.LogAppend, Fault.DiskFull);
        Run(async log => (await Expect.ThrowAsync<LogException>(() => AppendAsync(log, 2))).OutcomeUnknown.ShouldBeFalse());
        End().ShouldBe(0);
    }

    [Fact]
    public void A_duplicate_lies_at_a_later_offset()
    {
        _plan.At(FaultPoint.LogAppend, Fault.Duplicate, wait: TimeSpan.FromSeconds(1));
        Run(async log =>
        {
            var appending = AppendAsync(log, 2);
            await Task.Delay(TimeSpan.FromMilliseconds(500), _world.Time);
            await AppendAsync(_log, 1);
            (await appending).ShouldBe([0L]);
            LogTestData.Copy(await log.ReadAsync(s_only, 0, 9, 1 << 20, default)).Select(r => r.Text[..3]).ShouldBe(["n-0", "n-1", "n-0", "n-0", "n-1"]);
        });
    }

    [Fact]
    public void A_crash_after_an_append_leaves_it_there_and_ends_the_process()
    {
        _plan.At(FaultPoint.LogAppendApplied, Fault.Crash);
        var process = _world.CreateProcess("writer");
        var log = new FaultyLog(_log, new FaultInjector(_plan, _world.Time, process));
        var after = false;
        _world.Run(async () =>
        {
            await _log.EnsureTopicAsync(new TopicSpec("t", 1), default);
            _ = process.Start(async () =>
            {
                await Expect.ThrowAsync<SimulatedCrashException>(() => AppendAsync(log, 2));
                await AppendAsync(log, 2);
                after = true;
            });
            await process.Death;
            await Task.Delay(TimeSpan.FromMinutes(1), _world.Time);
        });
        End().ShouldBe(2);
        after.ShouldBeFalse();
    }

    [Fact]
    public void Without_a_process_every_call_after_a_crash_is_refused()
    {
        _plan.At(FaultPoint.LogReadDone, Fault.Crash);
        Run(async log =>
        {
            await AppendAsync(log, 1);
            await Expect.ThrowAsync<SimulatedCrashException>(async () => await log.ReadAsync(s_only, 0, 1, 1, default));
            await Expect.ThrowAsync<SimulatedCrashException>(() => AppendAsync(log, 1));
        });
        End().ShouldBe(1);
    }

    private void Run(Func<FaultyLog, Task> main) => _world.Run(async () =>
    {
        await _log.EnsureTopicAsync(new TopicSpec("t", 1), default);
        await main(new FaultyLog(_log, new FaultInjector(_plan, _world.Time)));
    });

    private long End() => _world.Run(async () => (await _log.OffsetsAsync("t", default))[0].End);

    private static async Task<IReadOnlyList<long>> AppendAsync(ILog log, int count) =>
        await log.AppendAsync([(s_only, LogTestData.Numbered("n", count))], default);
}
