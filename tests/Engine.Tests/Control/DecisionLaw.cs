using System.Text;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Engine.Tests.Control;

/// <summary>Judges every commit of decisions as it comes: what is said to be done, every shard shows.</summary>
internal sealed class DecisionLaw
{
    private readonly InMemoryLog _log;
    private readonly InMemoryStore _store;

    public DecisionLaw(InMemoryLog log, InMemoryStore store)
    {
        (_log, _store) = (log, store);
        Guarded = new HookedStore(store) { BeforeCommit = JudgeAsync };
    }

    public IStore Guarded { get; }

    public List<string> Broken { get; } = [];

    private async ValueTask JudgeAsync(ShardCommit commit, CancellationToken cancel)
    {
        foreach (var row in commit.Rows.Where(r => r.Table == EngineTables.Commands).Select(r => CommandRow.Of(r.Values)))
        {
            if (commit.Shard == Limits.ControlShard && row.Status == CommandStatus.Done && row.Type == "mark")
            {
                await JudgeDoneAsync(row);
            }
        }
    }

    private async Task JudgeDoneAsync(CommandRow row)
    {
        var source = new TopicPartition(ToyTopology.Marks.Name, 0);
        var count = (int)(await _log.OffsetsAsync(source.Topic, default))[0].End;
        var told = count == 0 ? [] : await LogTestData.ReadAsync(_log, source, 0, count);
        var at = told.FindIndex(r => r.Text.Contains($"\"{row.Id}\"", StringComparison.Ordinal));
        foreach (var standing in (await _store.StandingsAsync(default)).Below(ControlWorld.Shards))
        {
            if (at < 0 || standing.Positions[source] <= at)
            {
                Broken.Add($"{row.Id} is done and shard {standing.Shard} stands at {standing.Positions[source]}, it is told at {at}");
            }
        }
    }
}
