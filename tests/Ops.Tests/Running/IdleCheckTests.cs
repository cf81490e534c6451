using Sluice.Cli.Running;
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
}
