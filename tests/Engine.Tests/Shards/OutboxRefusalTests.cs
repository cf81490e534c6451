using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Telemetry;

namespace Sluice.Engine.Tests.Shards;

/// <summary>An output topic that refuses for a while, as one that was deleted or to which a right is missing.</summary>
public sealed class OutboxRefusalTests : IAsyncDisposable
{
    private readonly EngineMeters _meters = new();
    private readonly EngineRig _rig;
    private readonly HookedLog _log;
    private volatile bool _refuses = true;
    private bool _needsDecision;
    private int _attempts;

    public OutboxRefusalTests()
    {
        _rig = new EngineRig { Meters = _meters };
        _log = new HookedLog(_rig.Log)
        {
            BeforeAppendTo = topic =>
            {
                if (_refuses && topic == "tally")
                {
                    Interlocked.Increment(ref _attempts);
                    throw new LogException("tally cannot be appended to") { NeedsDecision = _needsDecision };
                }
            },
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _meters.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Merges_and_other_topics_go_on_and_the_topic_is_sent_what_it_is_owed_once_it_takes_it(bool needsDecision)
    {
        _needsDecision = needsDecision;
        var host = await _rig.StartAsync([0, 1], _log);
        await SendAsync(("a1", "5"), ("a2", "7"));
        await UntilTotalAsync("a|12");
        await SendAsync(("a1", "1"), ("a2", "-7"));
        await UntilTotalAsync("a|6");

        (await _rig.MessagesAsync("group_total"))[^1].ShouldBe("""a={"group":"a","total":6}""");
        (await _rig.MessagesAsync("tally")).ShouldBeEmpty();
        var owed = await _rig.Store.ReadRowsAsync(EngineTables.UnsentMessages, [], _rig.Limit);
        owed.ShouldAllBe(r => (string?)r[0] == "tally" && (string?)r[4] == "tally cannot be appended to");
        owed.ShouldNotBeEmpty();
        (await host.IsIdleAsync(_rig.Limit)).ShouldBeFalse();

        _refuses = false;
        await host.WaitIdleAsync(_rig.Limit);
        (await _rig.MessagesAsync("tally")).Order().ShouldBe(["""a1={"key":"a1","total":6,"worth":6}""", "a2=∅"]);
        (await _rig.RowsAsync(EngineTables.UnsentMessages)).ShouldBeEmpty();
        _rig.Notes.ShouldContain("outbox: tally cannot be appended to; trying again");
        host.ThrowIfFailed();
    }

    [Fact]
    public async Task What_is_owed_is_kept_in_one_place_with_its_origins_across_a_restart()
    {
        var first = await _rig.StartAsync([0, 1], _log);
        await SendAsync(("a1", "5"));
        await SendAsync(("a1", "1"), ("a2", "1"));
        await UntilTotalAsync("a|7");

        // Of two that begin from here on the first one ends: it gathers all that is owed.
        var before = Volatile.Read(ref _attempts);
        await _rig.UntilAsync(() => Volatile.Read(ref _attempts) >= before + 2);
        await first.DisposeAsync();
        (await _rig.RowsAsync(EngineTables.UnsentMessages)).Count.ShouldBe(1);

        _refuses = false;
        var second = await _rig.StartAsync([0, 1], _log);
        await second.WaitIdleAsync(_rig.Limit);
        (await _rig.MessagesAsync("tally")).Order().ShouldBe(["""a1={"key":"a1","total":6,"worth":6}""", """a2={"key":"a2","total":1,"worth":1}"""]);
        (await _rig.OriginsAsync("tally")).Where(o => o.StartsWith("a1", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldEndWith(":2");
    }

    [Fact]
    public async Task The_age_of_what_waits_is_measured_and_falls_to_nothing()
    {
        var host = await _rig.StartAsync([0, 1], _log);
        await SendAsync(("a1", "5"));
        await UntilTotalAsync("a|5");
        await _rig.UntilAsync(() => Measured(MetricNames.OutboxAge) > 0.05);
        Measured(MetricNames.OutboxEntries).ShouldBe(0, "the tables are up to date");

        _refuses = false;
        await host.WaitIdleAsync(_rig.Limit);
        await _rig.UntilAsync(() => Measured(MetricNames.OutboxAge) == 0);

        await host.RevokeAsync(0);
        await _rig.UntilAsync(() => Measured(MetricNames.OutboxAge) is null);
    }

    private async Task SendAsync(params (string Key, string Text)[] numbers)
    {
        var before = _rig.Hosts[0].Records;
        await _rig.SendAsync(numbers);
        await _rig.UntilAsync(() => _rig.Hosts[0].Records == before + numbers.Length);
    }

    private Task UntilTotalAsync(string total) =>
        _rig.UntilAsync(() => _rig.RowsAsync(TallyTopology.GroupTotal).GetAwaiter().GetResult() is [var row] && row == total);

    private double? Measured(string name) => MeterReading.Of(_meters, name);
}
