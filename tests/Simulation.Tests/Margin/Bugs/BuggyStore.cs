using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Passing;

namespace Sluice.Simulation.Tests.Margin.Bugs;

/// <summary>A store with a deliberate bug: one thing is not as in the store beneath it.</summary>
internal abstract class BuggyStore(IStore store) : PassingStore(store)
{
    protected static ShardCommit With(ShardCommit commit, long epoch, long sequence, IReadOnlyList<RowChange> rows) => new()
    {
        Shard = commit.Shard,
        Epoch = epoch,
        Sequence = sequence,
        Positions = commit.Positions,
        Segment = commit.Segment,
        Merge = commit.Merge,
        Rows = rows,
    };
}
