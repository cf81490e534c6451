using Sluice.Engine.Log;

namespace Sluice.Engine.Tests.Shards;

/// <summary>When a process may say that all its shards have committed is published.</summary>
public sealed class OutboxDrainTests : IDisposable
{
    private readonly OutboxDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void An_outbox_without_entries_of_its_own_shards_is_drained() => _desk.Play(async publisher =>
    {
        (await publisher.IsDrainedAsync(shard => shard == 0, default)).ShouldBeTrue("nothing was committed");

        await _desk.CommitAsync(1, OutboxDesk.Tally("a", 1));
        (await publisher.IsDrainedAsync(shard => shard == 0, default)).ShouldBeTrue("that is for whoever has shard 1");
        (await publisher.IsDrainedAsync(_ => true, default)).ShouldBeFalse();
    });

    [Fact]
    public void An_entry_of_its_own_behind_those_of_others_is_waited_for() => _desk.Play(async publisher =>
    {
        await _desk.CommitAsync(1, OutboxDesk.Tally("a", 1));
        await _desk.CommitAsync(0, OutboxDesk.Tally("b", 1));

        (await publisher.IsDrainedAsync(shard => shard == 0, default)).ShouldBeFalse();
    });

    [Fact]
    public void Behind_more_entries_of_others_than_a_round_takes_there_may_be_one_of_its_own() => _desk.Play(async publisher =>
    {
        for (var i = 1; i < Limits.OutboxRoundMax; i++)
        {
            await _desk.CommitAsync(1, OutboxDesk.Tally("a", i));
        }

        (await publisher.IsDrainedAsync(shard => shard == 0, default)).ShouldBeTrue();
        await _desk.CommitAsync(1, OutboxDesk.Tally("a", 0));
        (await publisher.IsDrainedAsync(shard => shard == 0, default)).ShouldBeFalse();
    });

    [Fact]
    public void What_a_topic_is_owed_is_waited_for() => _desk.Play(async publisher =>
    {
        _desk.BeforeAppendTo = _ => throw new LogException("no room");
        await _desk.CommitAsync(0, OutboxDesk.Tally("a", 1));
        _ = _desk.Run(publisher);
        await _desk.PassAsync(1);
        (await publisher.IsDrainedAsync(_ => true, default)).ShouldBeFalse();

        _desk.BeforeAppendTo = _ => { };
        await _desk.PassAsync(100);
        (await publisher.IsDrainedAsync(_ => true, default)).ShouldBeTrue();
    });
}
