using System.Text.Json.Nodes;
using Sluice.Cli.Running;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Tests.Control;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Ops.Tests.Running;

[Collection(nameof(OneAtATime))]
public sealed class IdleCheckTests : IAsyncLifetime
{
    private readonly EngineRig _rig = new(shards: 2);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Shards_that_the_books_do_not_have_are_neither_waited_for_nor_in_the_lag()
    {
        var host = await _rig.StartAsync([0, 1]);
        var check = new IdleCheck<TallyPrices>(TallyTopology.Build(), _rig.Log, _rig.Store, shards: 2);
        await _rig.SendAsync(("a1", "1"), ("b1", "1"), ("a2", "1"));
        await host.WaitIdleAsync(_rig.Limit);
        await _rig.Log.SendPricesAsync(("a", "3"));
        await host.WaitIdleAsync(_rig.Limit);

        await _rig.Store.TakeAsync(3, _rig.Limit);

        (await check.IsIdleAsync(_rig.Limit)).ShouldBeTrue();
        (await check.LagAsync(TallyTopology.Numbers, _ => true, _rig.Limit)).ShouldBe(0);
    }

    [Fact]
    public async Task The_lag_is_what_the_store_has_not_whoever_runs_the_shards()
    {
        var host = await _rig.StartAsync([0, 1]);
        var check = new IdleCheck<TallyPrices>(TallyTopology.Build(), _rig.Log, _rig.Store, shards: 2);
        await _rig.SendAsync(("a1", "1"), ("b1", "1"), ("a2", "1"));
        await host.WaitIdleAsync(_rig.Limit);
        await host.DisposeAsync();
        (await check.LagAsync(TallyTopology.Numbers, _ => true, _rig.Limit)).ShouldBe(0);

        await _rig.SendAsync(("a1", "1"), ("b1", "1"), ("a2", "1"));

        (await check.LagAsync(TallyTopology.Numbers, _ => true, _rig.Limit)).ShouldBe(3);
        (await check.LagAsync(TallyTopology.Numbers, _ => false, _rig.Limit)).ShouldBe(0);
        (await check.IsIdleAsync(_rig.Limit)).ShouldBeFalse();
    }

    [Fact]
    public async Task Control_messages_and_commands_that_have_not_ended_are_work()
    {
        var topology = ToyTopology.Build(new ToyBook());
        var seal = new CommandSeal(new byte[32]);
        await using var host = new EngineHost<TallyPrices>(topology, _rig.Log, _rig.Store, new EngineOptions
        {
            Shards = 2,
            Commands = seal,
            PublishEvery = TimeSpan.FromMilliseconds(2),
        });
        var check = new IdleCheck<TallyPrices>(topology, _rig.Log, _rig.Store, shards: 2);
        await host.StartAsync(_rig.Limit);
        host.Assign(0);
        var cut = await CommandCut.NowAsync(topology, _rig.Log, _rig.Limit);
        var message = CommandMessage.Write(
            seal, "c-1", "mark", "asha", "", DateTimeOffset.UnixEpoch, cut, new JsonObject { ["group"] = "a" });
        await CommandMessage.SendAsync(_rig.Log, "c-1", message, DateTimeOffset.UnixEpoch, _rig.Limit);

        CommandRow? row = null;
        while (row?.Status != CommandStatus.Finishing)
        {
            (await check.IsIdleAsync(_rig.Limit)).ShouldBeFalse();
            (await host.IsIdleAsync(_rig.Limit)).ShouldBeFalse();
            var rows = await _rig.Store.ReadRowsAsync(EngineTables.Commands, [("command_id", "c-1")], _rig.Limit);
            row = rows.Count == 0 ? null : CommandRow.Of(rows[0]);
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, _rig.Limit);
        }

        host.Assign(1);
        await host.WaitIdleAsync(_rig.Limit);
        (await check.IsIdleAsync(_rig.Limit)).ShouldBeTrue();
        (await check.LagAsync(TallyTopology.Numbers, _ => true, _rig.Limit)).ShouldBe(0);
    }

    [Fact]
    public async Task A_log_that_is_another_than_was_read_is_not_idle_but_told()
    {
        var host = await _rig.StartAsync([0, 1]);
        await _rig.SendAsync(("a1", "1"), ("b1", "1"), ("a2", "1"));
        await host.WaitIdleAsync(_rig.Limit);
        await host.DisposeAsync();
        var anew = new InMemoryLog();
        foreach (var topic in await _rig.Log.TopicsAsync(_rig.Limit))
        {
            await anew.EnsureTopicAsync(topic, _rig.Limit);
        }

        var check = new IdleCheck<TallyPrices>(TallyTopology.Build(), anew, _rig.Store, shards: 2);
        var changed = await Should.ThrowAsync<LogException>(() => check.IsIdleAsync(_rig.Limit));
        changed.NeedsDecision.ShouldBeTrue();
        changed.Message.ShouldContain("is not the log that the store has read");
    }

    [Fact]
    public async Task What_an_output_topic_is_owed_is_work_left()
    {
        var host = await _rig.StartAsync([0, 1]);
        var check = new IdleCheck<TallyPrices>(TallyTopology.Build(), _rig.Log, _rig.Store, shards: 2);
        await host.WaitIdleAsync(_rig.Limit);
        await host.DisposeAsync();
        (await check.IsIdleAsync(_rig.Limit)).ShouldBeTrue();

        await _rig.Store.CompleteOutboxAsync(
            [], [RowChange.Upsert(EngineTables.UnsentMessages, "tally", "id", 1L, DateTimeOffset.UnixEpoch, "no right", new byte[] { 1 })], _rig.Limit);
        (await check.IsIdleAsync(_rig.Limit)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_engine_says_when_it_has_read_the_reference_topics()
    {
        await _rig.Log.EnsureTopicAsync(new TopicSpec(TallyTopology.Prices, 1), _rig.Limit);
        await _rig.Log.SendPricesAsync(("a", "3"));
        var gate = new TaskCompletionSource();
        var log = new HookedLog(_rig.Log) { BeforeRead = (source, _) => source.Topic == TallyTopology.Prices ? new ValueTask(gate.Task) : default };
        var host = await _rig.StartAsync([], log);
        host.HasReadReference.ShouldBeFalse();

        gate.SetResult();
        await _rig.UntilAsync(() => host.HasReadReference);
    }
}
