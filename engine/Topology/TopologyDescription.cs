using System.Text;

namespace Sluice.Engine.Topology;

/// <summary>A topology drawn for people: as indented text, and as a Mermaid flowchart.</summary>
public static class TopologyDescription
{
    public static string ToText<TReference>(Topology<TReference> topology)
    {
        var text = new StringBuilder();
        text.AppendLine($"topology {topology.Name}");
        foreach (var topic in topology.ReferenceTopics)
        {
            text.AppendLine($"  reference {topic.Topic} [{topic.Key}] → every shard");
        }

        for (var i = 0; i < topology.Flows.Count; i++)
        {
            var flow = topology.Flows[i];
            text.AppendLine($"  flow {flow.Name}: one actor per {flow.ActorKind}");
            foreach (var stream in topology.Streams.Where(s => s.Flow == i))
            {
                text.AppendLine($"    ← {stream.Topic} [{stream.Key}]");
            }

            foreach (var table in flow.Tables)
            {
                text.AppendLine($"    → {table.Name}");
            }
        }

        foreach (var merge in topology.Merges)
        {
            text.AppendLine($"  merge over shards: {merge.Source.Name} → {merge.Target.Name}");
        }

        text.AppendLine("  any record that cannot be taken → dead_letters");
        return text.ToString().TrimEnd();
    }

    public static string ToMermaid<TReference>(Topology<TReference> topology)
    {
        var text = new StringBuilder();
        text.AppendLine("flowchart LR");
        foreach (var topic in topology.ReferenceTopics)
        {
            text.AppendLine($"  {topic.Topic}([{topic.Topic}]) -.-> book[(reference data)]");
        }

        for (var i = 0; i < topology.Flows.Count; i++)
        {
            var flow = topology.Flows[i];
            text.AppendLine($"  book -.-> flow{i}[\"{flow.Name}<br/>one actor per {flow.ActorKind}\"]");
            foreach (var stream in topology.Streams.Where(s => s.Flow == i))
            {
                text.AppendLine($"  {stream.Topic}([{stream.Topic}]) -->|{stream.Key}| flow{i}");
            }

            foreach (var table in flow.Tables)
            {
                text.AppendLine($"  flow{i} --> {table.Name}[({table.Name})]");
            }

            text.AppendLine($"  flow{i} --> dead_letters[(dead_letters)]");
        }

        foreach (var merge in topology.Merges)
        {
            text.AppendLine($"  {merge.Source.Name} -->|merge over shards| {merge.Target.Name}[({merge.Target.Name})]");
        }

        return text.ToString().TrimEnd();
    }
}
