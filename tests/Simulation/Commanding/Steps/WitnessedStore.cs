using Sluice.Engine;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Passing;

namespace Sluice.Simulation.Commanding.Steps;

/// <summary>
/// A process's way to its store, faults included, on which decisions of commands are noticed as they set out. Owned by one
/// thread.
/// </summary>
internal sealed class WitnessedStore(IStore store, CommandSteps steps) : PassingStore(store)
{
    public override ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel) =>
        commit.Shard == Limits.ControlShard && Decided(commit) is { } id ? DecideAsync(id, commit, cancel) : Inner.CommitAsync(commit, cancel);

    /// <summary>The command that a commit of the control shard decides, if it does; messages that are refused at once are not meant.</summary>
    private static string? Decided(ShardCommit commit) => commit.Rows
        .Where(row => ReferenceEquals(row.Table, EngineTables.Commands))
        .Select(row => CommandRow.Of(row.Values))
        .FirstOrDefault(row => row.Status is CommandStatus.Finishing or CommandStatus.Refused or CommandStatus.Failed && row.Progress is null)?.Id;

    private async ValueTask DecideAsync(string id, ShardCommit commit, CancellationToken cancel)
    {
        steps.Deciding(id);
        try
        {
            await Inner.CommitAsync(commit, cancel);
        }
        finally
        {
            steps.Decided();
        }
    }
}
