using Sluice.Engine.Actors;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;

namespace Sluice.Engine.Topology;

/// <summary>
/// The graph that an engine runs: reference topics that every shard reads, streams keyed to a shard, the flows that
/// take them, the tables those fill, and the merges over shards. Built by <see cref="TopologyBuilder{TReference}"/>.
/// </summary>
public sealed class Topology<TReference>
{
    internal Topology(
        string name,
        IReferenceFold<TReference> reference,
        IReadOnlyList<TopicNode> referenceTopics,
        IReadOnlyList<StreamNode> streams,
        IReadOnlyList<FlowNode<TReference>> flows,
        IReadOnlyList<MergedTable> merges,
        ICommandBook<TReference>? commands)
    {
        Name = name;
        Reference = reference;
        ReferenceTopics = referenceTopics;
        Streams = streams;
        Flows = flows;
        Merges = merges;
        Commands = commands;
    }

    public string Name { get; }

    public IReferenceFold<TReference> Reference { get; }

    public IReadOnlyList<TopicNode> ReferenceTopics { get; }

    /// <summary>The inputs; a flow knows each by its position here.</summary>
    public IReadOnlyList<StreamNode> Streams { get; }

    public IReadOnlyList<FlowNode<TReference>> Flows { get; }

    public IReadOnlyList<MergedTable> Merges { get; }

    /// <summary>What its commands do; null where it takes none.</summary>
    public ICommandBook<TReference>? Commands { get; }

    /// <summary>Every table the engine, the reference data and the flows fill, merged ones included.</summary>
    public IReadOnlyList<TableSchema> Tables =>
        [.. EngineTables.All, .. Reference.Tables, .. Flows.SelectMany(f => f.Tables), .. Merges.Select(m => m.Target), .. CommandTables];

    /// <summary>What the keys of an input stand for, such as <c>client</c>.</summary>
    public string ActorKind(string topic) => Flows[Streams.First(s => s.Topic == topic).Flow].ActorKind;

    private IReadOnlyList<TableSchema> CommandTables => Commands is null ? [] : [EngineTables.Commands, EngineTables.PausedTopics, .. Commands.Tables];
}

/// <summary>A topic and the field that is its key.</summary>
public sealed record TopicNode(string Topic, string Key);

/// <summary>An input whose partition p belongs to shard p, and the flow that takes it.</summary>
/// <param name="Check">Whether the flow could take a record; null where it takes any with a key. Called from any thread.</param>
public sealed record StreamNode(string Topic, string Key, int Flow, RecordCheck? Check = null);

/// <summary>
/// Whether a record is one by its key and payload alone, whatever its place. A flow must set aside what fails its check.
/// </summary>
public delegate bool RecordCheck(in Record record);

/// <summary>A flow: what its actors are keyed by, how one is made for a shard, which tables it fills.</summary>
public sealed record FlowNode<TReference>(
    string Name,
    string ActorKind,
    Func<ShardContext, ShardFlow<TReference>> Create,
    IReadOnlyList<TableSchema> Tables);
