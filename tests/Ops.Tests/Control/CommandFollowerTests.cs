using Sluice.Cli.Control;
using Sluice.EndToEnd.Tests.Books;
using Sluice.Engine.Control;

namespace Sluice.Ops.Tests.Control;

public class CommandFollowerTests
{
    private readonly List<string> _told = [];

    [Theory]
    [InlineData(CommandStatus.Done)]
    [InlineData(CommandStatus.Refused)]
    [InlineData(CommandStatus.Cancelled)]
    [InlineData(CommandStatus.Failed)]
    public async Task A_command_is_followed_until_it_has_ended_however_it_ends(string end)
    {
        var books = new ScriptedBooks(
            [], [Row("a", CommandStatus.Queued)], [Row("a", CommandStatus.Running)], [Row("a", CommandStatus.Finishing), Row("b", CommandStatus.Queued)],
            [Row("b", CommandStatus.Done), Row("a", end)]);

        var row = await Follower(books, patienceMs: 60_000).FollowAsync("a", "close 2026-01", CancellationToken.None);

        row[0].ShouldBe("a");
        row[2].ShouldBe(end);
        books.Looks.ShouldBe(5);
        _told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_is_told_once_when_nobody_takes_it_up_and_it_goes_on_waiting()
    {
        using var stop = new CancellationTokenSource();
        var books = new ScriptedBooks([[Row("b", CommandStatus.Done)]]);
        var following = Follower(books, patienceMs: 20).FollowAsync("a", "close 2026-01", stop.Token);
        while (_told.Count == 0 || books.Looks < 50)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(following);
        _told.Single().ShouldContain("nobody has taken it up: perhaps no worker runs on these books. ./sluice run");
    }

    [Fact]
    public async Task A_command_that_works_or_waits_for_one_that_does_is_nobodys_absence()
    {
        using var stop = new CancellationTokenSource();
        var books = new ScriptedBooks([[Row("a", CommandStatus.Queued), Row("b", CommandStatus.Running)]]);
        var following = Follower(books, patienceMs: 1).FollowAsync("a", "close 2026-01", stop.Token);
        while (books.Looks < 30)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(following);
        _told.ShouldBeEmpty();
    }

    private CommandFollower Follower(ScriptedBooks books, int patienceMs) => new(books.OpenAsync, TimeProvider.System)
    {
        Patience = TimeSpan.FromMilliseconds(patienceMs),
        Pause = TimeSpan.FromMilliseconds(1),
        Tell = _told.Add,
    };

    private static object?[] Row(string id, string status) => BookRows.Command(id, "month-close", status);
}
