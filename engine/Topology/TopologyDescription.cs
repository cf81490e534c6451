using System.Text;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;

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

        if (topology.Commands is not null)
        {
            text.AppendLine($"  commands ← {ControlTopic.Name}: one at a time, decided in one process");
            foreach (var table in topology.Commands.Tables.Prepend(EngineTables.Commands))
            {
                text.AppendLine($"    → {table.Name}");
            }
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

        if (topology.Commands is not null)
        {
            text.AppendLine($"  {ControlTopic.Name}([{ControlTopic.Name}]) --> coordinator[\"coordinator<br/>one command at a time\"]");
            foreach (var table in topology.Commands.Tables.Prepend(EngineTables.Commands))
            {
                text.AppendLine($"  coordinator --> {table.Name}[({table.Name})]");
            }
        }

        foreach (var merge in topology.Merges)
        {
            text.AppendLine($"  {merge.Source.Name} -->|merge over shards| {merge.Target.Name}[({merge.Target.Name})]");
        }

        return text.ToString().TrimEnd();
    }
}
