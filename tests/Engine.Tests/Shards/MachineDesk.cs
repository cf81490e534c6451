using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;
using Sluice.Engine.Shards;
using Sluice.Engine.Shards.Keys;
using Sluice.Engine.State;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Tests.Shards;

/// <summary>One machine alone, with the reference data and all it has committed.</summary>
internal sealed class MachineDesk(Topology<TallyPrices> topology, int shards = 1, int advanceUnits = 10)
{
    public static readonly DateTimeOffset Now = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    private readonly List<ShardCommit> _commits = [];

    public ReferenceHistory<TallyPrices> Reference { get; } = new(topology.Reference);

    public ShardMachine<TallyPrices> Machine { get; private set; } = New(topology, shards, advanceUnits);

    public TallyFlow Flow => (TallyFlow)Machine.Flows[0];

    public ShardCommit? Step(params LogBatch[] batches) => Step(null, batches);

    public ShardCommit? Step(ForeignKeys? foreign, params LogBatch[] batches)
    {
        var commit = Machine.Step(epoch: 7, batches, Reference.Current, Now, foreign: foreign);
        if (commit is not null)
        {
            _commits.Add(commit);
        }

        return commit;
    }

    /// <summary>Another machine takes the place of this one, from what was committed.</summary>
    public void Restart()
    {
        Machine = New(topology, shards, advanceUnits);
        _commits.Where(c => !c.Segment.IsEmpty).ToList().ForEach(c => Machine.Restore(c.Sequence, c.Segment.Span));
        var lease = new ShardLease(0, 8, _commits[^1].Sequence, _commits[^1].Positions);
        Machine.Resume(lease, Reference.At(lease.Positions));
    }

    public static List<string> Rows(ShardCommit? commit, TableSchema table) =>
        [.. commit.ShouldNotBeNull().Rows.Where(r => r.Table == table).Select(r => r.ToText())];

    private static ShardMachine<TallyPrices> New(Topology<TallyPrices> topology, int shards, int advanceUnits) =>
        new(topology, 0, shards, new HashSet<(TopicPartition, long)>(), advanceUnits);
}
