using Sluice.Engine.Actors;
using Sluice.Engine.Log;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Worlds;
using Sluice.Topology.Reference;

namespace Sluice.Simulation.Running;

/// <summary>The records on which this world's flow fails, whatever they hold, by shard and offset.</summary>
/// <param name="Late">Whether it fails after it has taken the record, with its figures half changed.</param>
internal sealed record Poison(IReadOnlySet<(int Shard, long Offset)> Places, bool Late)
{
    public static Poison Draw(SimulationRandom random, World world)
    {
        var places = new HashSet<(int, long)>();
        for (var count = random.Percent(25) ? random.Range(1, 4) : 0; count > 0; count--)
        {
            places.Add((random.Below(world.Shards), random.Below(world.Records.Count / world.Shards)));
        }

        return new Poison(places, random.Percent(50));
    }
}

/// <summary>The flow of a world with poison.</summary>
internal sealed class PoisonedFlow(ShardFlow<PriceBook> flow, Poison poison, IncidentCounts incidents) : ShardFlow<PriceBook>
{
    public override void Rebuild(PriceBook reference) => flow.Rebuild(reference);

    public override void BeginAdvance(PriceBook target) => flow.BeginAdvance(target);

    public override bool ContinueAdvance(int units) => flow.ContinueAdvance(units);

    public override void EndAdvance() => flow.EndAdvance();

    public override void Collect(StepOutput output) => flow.Collect(output);

    public override void Receive(int input, TopicPartition source, in Record record, StepOutput output)
    {
        var struck = poison.Places.Contains((source.Partition, record.Offset));
        if (!struck || poison.Late)
        {
            flow.Receive(input, source, record, output);
        }

        if (struck)
        {
            incidents.Count(Incident.PoisonStruck);
            throw new InvalidOperationException("simulated: the flow fails on this record");
        }
    }
}
