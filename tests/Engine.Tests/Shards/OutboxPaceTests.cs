using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.Shards;

/// <summary>How often the outbox is looked at, and what is shown of its age; in virtual time.</summary>
public sealed class OutboxPaceTests : IDisposable
{
    private readonly OutboxDesk _desk = new();
    private readonly List<double> _rounds = [];
    private bool _isAway;

    public OutboxPaceTests() => _desk.BeforeRound = () =>
    {
        _rounds.Add(_desk.Now.TotalSeconds);
        if (_isAway)
        {
            throw new StoreException("away");
        }
    };

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_store_that_is_away_is_asked_less_and_less_often_and_as_often_as_before_once_it_is_back() => _desk.Play(async publisher =>
    {
        _isAway = true;
        _ = _desk.Run(publisher);
        await _desk.PassAsync(300);
        _rounds.Count.ShouldBeInRange(4, 8, "10, 20, 40 seconds and so on, each shortened by up to a half");
        _desk.Notes.Count.ShouldBe(_rounds.Count);
        _desk.Notes[0].ShouldBe("outbox: away; trying again");

        _isAway = false;
        await _desk.PassAsync(300);
        _rounds.Clear();
        await _desk.PassAsync(10);
        _rounds.Count.ShouldBe(10, "once a second");

        _isAway = true;
        await _desk.PassAsync(60);
        _rounds.Count.ShouldBeInRange(13, 16, "the pauses are short again");
    });

    [Fact]
    public void Work_that_waits_is_worked_off_without_a_pause_and_only_where_it_is_ours() => _desk.Play(async publisher =>
    {
        _desk.IsOurs = false;
        await _desk.CommitAsync(0, OutboxDesk.Tally("a", 1));
        _ = _desk.Run(publisher);
        await _desk.PassAsync(4.5);
        _rounds.ShouldBeEmpty();
        _desk.Age.ShouldBeNull();

        _desk.IsOurs = true;
        await _desk.PassAsync(2);
        _rounds.Count.ShouldBe(3, "it looks again at once after a round that had something, and after a second else");
        _rounds[1].ShouldBe(_rounds[0]);
        _desk.Age.ShouldBe(0);

        _desk.IsOurs = false;
        await _desk.PassAsync(1.5);
        _desk.Age.ShouldBeNull("it is another's now");
    });

    [Fact]
    public void The_age_is_that_of_the_oldest_change_until_it_is_worked_off() => _desk.Play(async publisher =>
    {
        var refuses = true;
        _desk.BeforeComplete = () => { if (refuses) throw new StoreException("busy"); };
        await _desk.CommitAsync(0, OutboxDesk.Tally("a", 1));
        _ = _desk.Run(publisher);
        await _desk.PassAsync(100);
        await _desk.CommitAsync(0, OutboxDesk.Tally("a", 2));
        await _desk.PassAsync(100);
        (_desk.Entries, _desk.Age).ShouldBe((2, 200));

        refuses = false;
        await _desk.PassAsync(400);
        (_desk.Entries, _desk.Age).ShouldBe((0, 0));
    });

    [Fact]
    public void The_age_counts_what_topics_are_owed_and_what_waits_besides_whichever_is_older() => _desk.Play(async publisher =>
    {
        var refuses = false;
        _desk.BeforeAppendTo = _ => throw new LogException("no room");
        _desk.BeforeComplete = () => { if (refuses) throw new StoreException("busy"); };
        await _desk.CommitAsync(0, OutboxDesk.Tally("a", 1));
        _ = _desk.Run(publisher);
        await _desk.PassAsync(50);
        (_desk.Entries, _desk.Age).ShouldBe((0, 50), "the tables are up to date, the topic is not");

        refuses = true;
        await _desk.CommitAsync(0, OutboxDesk.Tally("b", 1));
        await _desk.PassAsync(50);
        (_desk.Entries, _desk.Age).ShouldBe((1, 100));
    });

    [Fact]
    public void More_than_a_round_takes_goes_on_waiting_since_it_was_seen() => _desk.Play(async publisher =>
    {
        var ages = new List<double?>();
        _desk.BeforeRound = () => ages.Add(_desk.Age);
        _desk.BeforeAppend = () => _desk.PassAsync(7);
        for (var i = 0; i <= Limits.OutboxRoundMax; i++)
        {
            await _desk.CommitAsync(0, OutboxDesk.Tally("a", i));
        }

        _ = _desk.Run(publisher);
        await _desk.PassAsync(20);

        ages[..3].ShouldBe([null, 7, 0]);
    });
}
