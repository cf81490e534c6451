using Sluice.Engine.Actors;
using Sluice.Engine.Topology;
using Sluice.Topology;
using Sluice.Topology.Reference;

namespace Sluice.Simulation.Running;

/// <summary>The product's own graph, with each flow wrapped in what the world does to it.</summary>
internal static class SimulatedTopology
{
    private static readonly Topology<PriceBook> s_finance = FinanceTopology.Build(new BooksSettings());

    public static Topology<PriceBook> Build(Stage stage)
    {
        var builder = new TopologyBuilder<PriceBook>(s_finance.Name, new DecodedOnce(s_finance.Reference));
        foreach (var topic in s_finance.ReferenceTopics)
        {
            builder.Reference(topic.Topic, topic.Key);
        }

        for (var i = 0; i < s_finance.Flows.Count; i++)
        {
            var flow = s_finance.Flows[i];
            builder.Flow(flow.Name, flow.ActorKind, context => Wrap(stage, context, flow.Create(context)));
            foreach (var stream in s_finance.Streams.Where(s => s.Flow == i))
            {
                builder.Stream(stream.Topic, stream.Key);
            }

            foreach (var table in flow.Tables)
            {
                builder.Table(table);
            }
        }

        foreach (var merge in s_finance.Merges)
        {
            builder.Merge(merge);
        }

        return builder.Commands(s_finance.Commands!).Build();
    }

    private static ShardFlow<PriceBook> Wrap(Stage stage, ShardContext context, ShardFlow<PriceBook> flow)
    {
        var given = stage.Seams.Flow(context, flow);
        return stage.Poison.Places.Count == 0 ? given : new PoisonedFlow(given, stage.Poison, stage.Incidents);
    }
}
