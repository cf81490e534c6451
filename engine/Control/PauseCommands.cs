using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;

namespace Sluice.Engine.Control;

/// <summary>What <c>pause</c> and <c>resume</c> come to. What is paused stands in a table, which every process looks at.</summary>
internal sealed class PauseCommands<TReference>(ShardEdges<TReference> edges, Retry retry)
{
    /// <summary>Stands for every input in <see cref="EngineTables.PausedTopics"/>.</summary>
    public const string All = "*";

    /// <summary>The rows that carry the command out and end it.</summary>
    public async Task<IReadOnlyList<RowChange>> RowsAsync(CommandState state, CancellationToken cancel)
    {
        var now = edges.Options.Time.GetUtcNow();
        var topic = EngineCommands.Topic(state.Command);
        if (topic is not null && edges.Topology.Streams.All(s => s.Topic != topic))
        {
            var inputs = string.Join(", ", edges.Topology.Streams.Select(s => s.Topic));
            return [state.Ended(CommandStatus.Refused, $"{EngineCommands.TopicField} {topic} is not an input that can be paused: {inputs}", now).Row()];
        }

        var paused = await PausedAsync(cancel);
        if (state.Command.Type == EngineCommands.Pause)
        {
            var row = RowChange.Upsert(EngineTables.PausedTopics, topic ?? All, now, state.Command.Id);
            return [.. paused.Contains(topic ?? All) ? [] : new[] { row }, Done(state, $"{topic ?? "every input"} is paused", now)];
        }

        if (topic is not null && paused.Contains(All))
        {
            return [state.Ended(CommandStatus.Refused, $"every input is paused, not {topic} alone: resume all of them", now).Row()];
        }

        var resumed = paused.Where(p => topic is null || p == topic).ToList();
        var words = resumed.Count == 0 ? $"{topic ?? "no input"} was{(topic is null ? "" : " not")} paused" : $"{topic ?? "every input"} goes on";
        return [.. resumed.Select(p => RowChange.Delete(EngineTables.PausedTopics, p)), Done(state, words, now)];
    }

    private async Task<List<string>> PausedAsync(CancellationToken cancel)
    {
        var rows = await retry.RunAsync(() => edges.Store.ReadRowsAsync(EngineTables.PausedTopics, [], cancel), cancel);
        return [.. rows.Select(r => (string)r[0]!)];
    }

    private static RowChange Done(CommandState state, string reason, DateTimeOffset at) => state.Ended(CommandStatus.Done, reason, at).Row();
}
