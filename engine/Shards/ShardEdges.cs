using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Shards;

/// <summary>What the shards of a process share: where they read, what they run, where they commit.</summary>
internal sealed record ShardEdges<TReference>(
    Topology<TReference> Topology, ILog Log, IStore Store, ReferenceReader<TReference> Reference, EngineOptions Options)
{
    public PauseGates Gates { get; } = new();

    public AdvanceTurn Turn { get; } = new();

    public LiveLoad Live { get; } = new();
}
