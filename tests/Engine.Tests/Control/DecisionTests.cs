using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Engine.Tests.Control;

/// <summary>What happens beside a command while it is prepared, and what it waits for.</summary>
public sealed class DecisionTests
{
    private readonly ControlWorld _world = new();

    [Fact]
    public void Rows_that_rest_on_refused_messages_are_asked_for_when_the_command_is_decided() => _world.Play(async () =>
    {
        var stranger = new ControlWorld { Seal = new CommandSeal(new byte[32]), Log = _world.Log };
        _world.Book.Before = async (_, _, _) =>
        {
            await _world.SendAsync(await stranger.MessageAsync("forged"));
            await _world.UntilAsync("forged", CommandStatus.Refused);
        };
        _world.Book.Last = async _ => [RowChange.Upsert(ToyTopology.Audit, 1_000L + (await _world.RowsAsync(ToyTopology.Audit)).Count, "decided")];
        await _world.SendAsync("c-1");
        _world.Spawn("one", 0, 1, 2);

        await _world.DoneAsync("c-1");

        (await _world.RowsAsync(ToyTopology.Audit)).ShouldContain(row => row.Contains("1001|decided", StringComparison.Ordinal), "the refusal came first");
    });

    [Fact]
    public void A_command_waits_for_the_shards_whose_records_it_reads() => _world.Play(async () =>
    {
        await _world.SendNumbersAsync([.. Enumerable.Range(1, 30).Select(i => ($"a{i}", "1"))]);
        await _world.SendAsync("c-1");
        _world.Spawn("one", 0, 1);
        await _world.UntilAsync("c-1", CommandStatus.Running);
        await _world.DelayAsync(5);
        (await _world.FindAsync("c-1"))!.Status.ShouldBe(CommandStatus.Running, "shard 2 has not said which records it sets aside");

        _world.Spawn("two", 2);

        (await _world.DoneAsync("c-1")).Reason.ShouldBe("total 30");
    });
}
