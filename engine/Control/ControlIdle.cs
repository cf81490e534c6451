using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Engine.Control;

/// <summary>Whether commands are left to carry out, by what the log and the store hold.</summary>
public static class ControlIdle
{
    private static readonly IReadOnlyList<object?[]> Unended = [[CommandStatus.Queued], [CommandStatus.Running], [CommandStatus.Finishing]];

    /// <summary>Whether every control message is taken and every command has ended.</summary>
    /// <exception cref="LogException">The log cannot be asked now.</exception>
    /// <exception cref="StoreException">The store cannot be asked now.</exception>
    public static async ValueTask<bool> IsIdleAsync(ILog log, IStore store, CancellationToken cancel)
    {
        var end = (await log.OffsetsAsync(ControlTopic.Name, cancel))[0].End;
        var standings = await store.StandingsAsync(cancel);
        return (standings.Control()?.Positions[ControlTopic.Source] ?? 0) >= end && (await UnendedAsync(store, cancel)).Count == 0;
    }

    /// <summary>The rows of the commands that have not ended.</summary>
    internal static async ValueTask<List<object?[]>> UnendedAsync(IStore store, CancellationToken cancel) =>
        [.. (await store.ReadGroupsAsync(EngineTables.Commands, ["status"], Unended, cancel)).SelectMany(rows => rows)];
}
