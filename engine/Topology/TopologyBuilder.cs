using Sluice.Engine.Actors;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;

namespace Sluice.Engine.Topology;

/// <summary>
/// Writes a topology down as a sentence:
/// <c>new TopologyBuilder("margin", fold).Reference("clients", "client_id").Flow("margin", "client", create)
/// .Stream("reports", "client_id").Table(summary).Merge(totals).Build()</c>.
/// </summary>
public sealed class TopologyBuilder<TReference>(string name, IReferenceFold<TReference> reference)
{
    private readonly List<TopicNode> _references = [];
    private readonly List<StreamNode> _streams = [];
    private readonly List<(string Name, string Kind, Func<ShardContext, ShardFlow<TReference>> Create, List<TableSchema> Tables)> _flows = [];
    private readonly List<MergedTable> _merges = [];
    private ICommandBook<TReference>? _commands;

    /// <summary>A topic that every shard reads whole.</summary>
    public TopologyBuilder<TReference> Reference(string topic, string key)
    {
        _references.Add(new TopicNode(topic, key));
        return this;
    }

    /// <summary>Begins a flow; the streams and tables that follow are its own.</summary>
    /// <param name="actor">What its actors stand for, such as <c>client</c>.</param>
    public TopologyBuilder<TReference> Flow(string flow, string actor, Func<ShardContext, ShardFlow<TReference>> create)
    {
        _flows.Add((flow, actor, create, []));
        return this;
    }

    /// <summary>An input of the current flow.</summary>
    /// <param name="check">
    /// Where others write to the log too, a record gives its key to the shard that meets it only where this holds; null
    /// for any record.
    /// </param>
    public TopologyBuilder<TReference> Stream(string topic, string key, RecordCheck? check = null)
    {
        Invariant.Check(_flows.Count > 0, "a stream belongs to a flow");
        Invariant.Check(_streams.TrueForAll(s => s.Topic != topic), "a topic is an input once");
        _streams.Add(new StreamNode(topic, key, _flows.Count - 1, check));
        return this;
    }

    /// <summary>A table the current flow fills.</summary>
    public TopologyBuilder<TReference> Table(TableSchema table)
    {
        Invariant.Check(_flows.Count > 0, "a table belongs to a flow");
        _flows[^1].Tables.Add(table);
        return this;
    }

    /// <summary>A table that merges what all shards committed to one of the flows' tables.</summary>
    public TopologyBuilder<TReference> Merge(MergedTable merge)
    {
        Invariant.Check(_flows.Exists(f => f.Tables.Contains(merge.Source)), "a merge reads a table that a flow fills");
        Invariant.Check(merge.Source.Outbox, "a merge learns of changes through the outbox");
        _merges.Add(merge);
        return this;
    }

    /// <summary>What commands do on it.</summary>
    public TopologyBuilder<TReference> Commands(ICommandBook<TReference> commands)
    {
        _commands = commands;
        return this;
    }

    public Topology<TReference> Build() => new(
        name,
        reference,
        _references,
        _streams,
        [.. _flows.Select(f => new FlowNode<TReference>(f.Name, f.Kind, f.Create, f.Tables))],
        _merges,
        _commands);
}
