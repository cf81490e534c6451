using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Tests.Shards;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Tests.Control;

public sealed class CommandCutTests
{
    private static readonly TopicPartition s_numbers = new(TallyTopology.Numbers, 1);

    private readonly Topology<TallyPrices> _topology = ToyTopology.Build(new ToyBook());
    private readonly InMemoryLog _log = new();

    [Fact]
    public async Task A_cut_is_the_end_of_every_partition_of_streams_and_reference()
    {
        await FillAsync();

        var cut = await CommandCut.NowAsync(_topology, _log, default);

        cut.All.Select(p => $"{p.Key} {p.Value}").ShouldBe(["marks/0 0", "more_numbers/0 0", "more_numbers/1 0", "numbers/0 0", "numbers/1 3", "prices/0 2"]);
    }

    [Fact]
    public async Task A_cut_within_the_log_can_be_carried_out_up_to_its_very_end()
    {
        await FillAsync();
        var now = await CommandCut.NowAsync(_topology, _log, default);
        await _log.AppendAsync([(s_numbers, LogTestData.Numbered("later", 2))], default);

        (await CommandCut.FaultAsync(_topology, _log, now, default)).ShouldBeNull();
        (await CommandCut.FaultAsync(_topology, _log, now.With(s_numbers, 5), default)).ShouldBeNull();
        (await CommandCut.FaultAsync(_topology, _log, now.With(s_numbers, 6), default)).ShouldBe("cut of numbers/1 is 6, beyond the log's end at 5");
    }

    [Fact]
    public async Task A_cut_of_other_partitions_than_the_inputs_is_refused()
    {
        await FillAsync();
        var now = await CommandCut.NowAsync(_topology, _log, default);

        (await CommandCut.FaultAsync(_topology, _log, now.Of(["numbers", "more_numbers", "marks"]), default)).ShouldBe("cut lacks prices/0, an input");
        (await CommandCut.FaultAsync(_topology, _log, Positions.None, default)).ShouldBe("cut lacks marks/0, an input");
        (await CommandCut.FaultAsync(_topology, _log, now.With(new("numbers", 2), 0).With(new("other", 0), 0), default))
            .ShouldBe("cut names numbers/2, which is no input");
    }

    private async Task FillAsync()
    {
        await _log.EnsureTopicAsync(new TopicSpec(TallyTopology.Numbers, 2), default);
        await _log.EnsureTopicAsync(new TopicSpec(TallyTopology.MoreNumbers, 2), default);
        await _log.EnsureTopicAsync(new TopicSpec(TallyTopology.Prices, 1), default);
        await _log.EnsureTopicAsync(new TopicSpec(ToyTopology.Marks.Name, 1), default);
        await _log.AppendAsync([(s_numbers, LogTestData.Numbered("n", 3)), (new(TallyTopology.Prices, 0), LogTestData.Numbered("p", 2))], default);
    }
}
