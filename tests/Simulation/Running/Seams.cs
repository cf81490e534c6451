using Sluice.Engine.Actors;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Topology.Reference;

namespace Sluice.Simulation.Running;

/// <summary>Where a test puts a deliberate bug, to see that the simulation finds it.</summary>
public sealed record Seams
{
    /// <summary>The store as every process uses it, below the faults.</summary>
    public Func<IStore, IStore> Store { get; init; } = static store => store;

    /// <summary>The log as every engine reads it, above the faults; made anew for every process.</summary>
    public Func<ILog, ILog> Log { get; init; } = static log => log;

    /// <summary>The margin flow of a shard; made anew whenever the shard is taken.</summary>
    public Func<ShardContext, ShardFlow<PriceBook>, ShardFlow<PriceBook>> Flow { get; init; } = static (_, flow) => flow;
}
