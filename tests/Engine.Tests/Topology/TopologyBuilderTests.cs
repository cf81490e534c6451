using Sluice.Engine.Outputs;
using Sluice.Engine.Tests.Shards;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Tests.Topology;

public class TopologyBuilderTests
{
    private readonly TopologyBuilder<TallyPrices> _builder = new("t", new TallyPricesFold());

    [Fact]
    public void Streams_and_tables_belong_to_the_flow_before_them()
    {
        var topology = _builder
            .Flow("one", "key", c => new TallyFlow(c)).Stream("a", "key").Table(TallyTopology.Tally)
            .Flow("two", "key", c => new TallyFlow(c)).Stream("b", "key").Table(TallyTopology.GroupPartial)
            .Build();

        topology.Streams.ShouldBe([new StreamNode("a", "key", 0), new StreamNode("b", "key", 1)]);
        topology.Flows.Select(f => f.Tables.Single()).ShouldBe([TallyTopology.Tally, TallyTopology.GroupPartial]);
    }

    [Fact]
    public void All_tables_are_the_engines_the_flows_and_the_merges() => TallyTopology.Build().Tables.ShouldBe(
        [.. EngineTables.All, TallyTopology.Tally, TallyTopology.GroupPartial, TallyTopology.GroupTotal]);

    [Fact]
    public void Nonsense_is_refused()
    {
        Should.Throw<InvariantException>(() => _builder.Stream("a", "key"));
        Should.Throw<InvariantException>(() => _builder.Table(TallyTopology.Tally));
        _builder.Flow("one", "key", c => new TallyFlow(c)).Stream("a", "key");
        Should.Throw<InvariantException>(() => _builder.Stream("a", "key"));

        var merge = new MergedTable(TallyTopology.GroupTotal, TallyTopology.GroupPartial, static _ => null);
        Should.Throw<InvariantException>(() => _builder.Merge(merge));
        _builder.Table(TallyTopology.GroupPartial).Merge(merge);
        var silent = TallyTopology.Tally with { Name = "silent", Outbox = false };
        Should.Throw<InvariantException>(() => _builder.Table(silent).Merge(merge with { Source = silent }));
    }
}
