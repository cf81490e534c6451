namespace Sluice.Engine.Tests.Shards;

/// <summary>How shards of one process share the way to newer reference data; in virtual time.</summary>
public sealed class AdvanceTurnTests : IDisposable
{
    private readonly PumpDesk _desk = new();

    public AdvanceTurnTests() => _desk.Made = flow => flow.Slices = 100;

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_shard_waits_for_its_turn_and_takes_records_meanwhile() => _desk.Play(async pump =>
    {
        _ = pump.RunAsync(_desk.Stop);
        await _desk.SendAsync(("a", "1"));
        await _desk.PassAsync(1);
        _desk.Edges.Turn.TryTake().ShouldBeTrue();
        await _desk.Log.SendPricesAsync(("a", "3"));
        await _desk.PassAsync(1);
        await _desk.SendAsync(("a", "10"));
        await _desk.PassAsync(1);
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|11|11"]);
        _desk.Flows[0].Units.Count.ShouldBe(1, "the first slice is free");

        _desk.Edges.Turn.GiveBack().ShouldBeTrue("it is wanted");
        await _desk.PassAsync(1);
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|11|33"]);
        _desk.Flows[0].Units.Count.ShouldBe(100);
        _desk.Edges.Turn.TryTake().ShouldBeTrue("it was given back");
    });

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 99)]
    public void A_shard_alone_goes_on_at_once_and_beside_another_it_rests_between_two_slices(bool isWanted, int milliseconds) => _desk.Play(async pump =>
    {
        var (began, landed) = (TimeSpan.Zero, TimeSpan.Zero);
        _desk.Committed = _ => landed = _desk.Now - began;
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);
        if (isWanted)
        {
            // As by a shard on another thread; the first slice is nobody's turn.
            _desk.Flows[0].BeforeSlice = () =>
            {
                if (_desk.Flows[0].Units.Count > 0)
                {
                    _desk.Edges.Turn.TryTake().ShouldBeFalse();
                }
            };
        }

        began = _desk.Now;
        await _desk.Log.SendPricesAsync(("a", "3"));
        await _desk.PassAsync(1);

        landed.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    });

    [Fact]
    public void Between_two_slices_the_rest_of_the_process_goes_first() => _desk.Play(async pump =>
    {
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);
        var flow = _desk.Flows[0];
        var slices = 0;
        flow.BeforeSlice = () =>
        {
            if (flow.Units.Count == 1)
            {
                _ = OtherAsync();
            }
        };
        await _desk.Log.SendPricesAsync(("a", "3"));
        await _desk.PassAsync(1);

        slices.ShouldBeInRange(1, 50);

        async Task OtherAsync()
        {
            await Task.Yield();
            slices = flow.Units.Count;
        }
    });

    [Fact]
    public void A_shard_that_is_halted_on_its_way_goes_no_further() => _desk.Play(async pump =>
    {
        var running = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);
        var flow = _desk.Flows[0];
        flow.BeforeSlice = () =>
        {
            if (flow.Units.Count == 50)
            {
                _desk.Stop.Halt();
            }
        };
        await _desk.Log.SendPricesAsync(("a", "3"));
        await _desk.PassAsync(1);

        running.IsCompletedSuccessfully.ShouldBeTrue();
        flow.Units.Count.ShouldBe(51);
    });
}
