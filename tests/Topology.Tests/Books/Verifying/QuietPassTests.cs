using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Books.Verifying;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Books.Verifying;

/// <summary>Beside others who work on the books, only a pass during which they stood still may accuse.</summary>
public sealed class QuietPassTests
{
    private static readonly BookCheck s_holds = new("footing", "lines sum", 3, []);
    private static readonly BookCheck s_closed = new("months", "closed where booked", 2, ["2026-01 of C-1 is booked, and not closed"]);
    private static readonly BookCheck s_live = new("shown months", "shown = booked", 2, ["margin_summary shows nothing"]) { IsLive = true };

    private readonly List<string> _told = [];
    private int _passes;
    private int _marks;

    [Fact]
    public async Task A_break_found_while_something_was_decided_is_forgotten_when_the_next_pass_finds_none()
    {
        var checks = await RunAsync(n => Mark(decisions: Math.Min(n, 1)), pass => pass == 1 ? [s_holds, s_closed] : [s_holds]);

        checks.ShouldAllBe(check => check.Holds);
        _passes.ShouldBe(2);
        _told.ShouldHaveSingleItem().ShouldStartWith("the books changed while they were read; reading them again (2 of 5)");
    }

    [Fact]
    public async Task A_break_in_books_that_stood_still_is_told_after_one_pass()
    {
        (await RunAsync(_ => Mark(), _ => [s_closed, s_live])).Count(check => !check.Holds).ShouldBe(2);
        _passes.ShouldBe(1);
    }

    [Fact]
    public async Task A_break_in_closed_books_needs_no_engine_to_stand_still_and_one_in_live_rows_does()
    {
        var checks = await RunAsync(n => Mark(standings: n), _ => [s_closed, s_live]);

        checks.Where(check => !check.Holds).ShouldBe([s_closed]);
        checks[1].Law.ShouldStartWith("not compared, as an engine is at work");
        _passes.ShouldBe(1);
    }

    [Fact]
    public async Task Live_rows_that_never_stand_still_accuse_nobody()
    {
        var checks = await RunAsync(n => Mark(standings: n), _ => [s_holds, s_live]);

        checks.ShouldAllBe(check => check.Holds);
        checks[0].ShouldBe(s_holds);
        _passes.ShouldBe(QuietPass.PassesMax);
    }

    [Fact]
    public async Task Bookings_that_no_shard_has_read_yet_are_waited_for()
    {
        var checks = await RunAsync(n => Mark(isWorkedIn: n > 2), pass => pass < 3 ? [s_live] : [s_holds]);

        checks.ShouldBe([s_holds]);
        _passes.ShouldBe(3);
    }

    [Fact]
    public async Task Books_that_are_decided_on_without_an_end_are_not_judged()
    {
        var failed = await Should.ThrowAsync<ExplainException>(() => RunAsync(n => Mark(decisions: n), _ => [s_closed]));

        failed.Message.ShouldContain("verify again when no command is at work");
        _passes.ShouldBe(QuietPass.PassesMax);
    }

    [Fact]
    public void Books_are_worked_in_when_no_decision_is_being_written_and_every_shard_has_read_all_bookings()
    {
        ShardStanding At(int shard, long bookings) => new(shard, 1, 1, Positions.None.With(new TopicPartition(ReferenceTopics.Bookings, 0), bookings));
        object?[] Command(string status) => [.. EngineTables.Commands.Columns.Select(column => column.Name == "status" ? status : null)];
        bool IsWorkedIn(string status, params long[] read) => BooksMark.Of([], [Command(status)], [new(-1, 1, 1, Positions.None), .. read.Select((at, shard) => At(shard, at))], 4).IsWorkedIn;

        IsWorkedIn("done", 4, 5).ShouldBeTrue();
        IsWorkedIn("done", 4, 3).ShouldBeFalse();
        IsWorkedIn("finishing", 4, 4).ShouldBeFalse();
    }

    private static BooksMark Mark(int decisions = 0, int standings = 0, bool isWorkedIn = true) => new($"{decisions}", $"{standings}", isWorkedIn);

    private Task<IReadOnlyList<BookCheck>> RunAsync(Func<int, BooksMark> mark, Func<int, IReadOnlyList<BookCheck>> pass) => new QuietPass(
        _ => Task.FromResult(mark(_marks++)),
        _ => Task.FromResult(pass(++_passes)),
        _ => Task.CompletedTask,
        _told.Add).RunAsync(default);
}
