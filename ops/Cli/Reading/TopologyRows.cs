using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.Topology;

namespace Sluice.Cli.Reading;

/// <summary>A topology for programs: a row an edge.</summary>
internal static class TopologyRows
{
    /// <summary>A key is the field that a topic's records are keyed by; null where the edge leads from no topic.</summary>
    public static readonly TableSchema Table = new(
        "topology",
        KeyColumns: 3,
        Outbox: false,
        new("kind", ColumnType.Text),
        new("from", ColumnType.Text),
        new("to", ColumnType.Text),
        new("key", ColumnType.Text));

    public static IReadOnlyList<object?[]> Of<TReference>(Topology<TReference> topology) =>
    [
        .. topology.ReferenceTopics.SelectMany(t => topology.Flows.Select(f => Edge("reference", t.Topic, f.Name, t.Key))),
        .. topology.Streams.Select(s => Edge("stream", s.Topic, topology.Flows[s.Flow].Name, s.Key)),
        .. topology.Flows.SelectMany(f => f.Tables.Select(t => Edge("table", f.Name, t.Name))),
        .. topology.Flows.Select(f => Edge("rejected", f.Name, EngineTables.DeadLetters.Name)),
        .. topology.Merges.Select(m => Edge("merge", m.Source.Name, m.Target.Name)),
        .. topology.Commands is null ? [] : topology.Commands.Tables.Prepend(EngineTables.Commands).Select(t => Edge("command", ControlTopic.Name, t.Name)),
    ];

    private static object?[] Edge(string kind, string from, string to, string? key = null) => [kind, from, to, key];
}
