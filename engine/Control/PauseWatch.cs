using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;

namespace Sluice.Engine.Control;

/// <summary>
/// Closes and opens this process's gates as commands have paused inputs. One loop; it leaves alone what others have paused
/// here.
/// </summary>
internal sealed class PauseWatch<TReference>(ShardEdges<TReference> edges)
{
    private readonly Retry _retry = new(edges.Options, "paused inputs", salt: -5);
    private HashSet<string> _closed = [];

    /// <summary>Looks once, so that nothing is read of what is paused, then until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            await LookAsync(cancel);
            await Task.Delay(edges.Options.PausesEvery, edges.Options.Time, cancel);
        }
    }

    public async Task LookAsync(CancellationToken cancel)
    {
        var rows = await _retry.RunAsync(() => edges.Store.ReadRowsAsync(EngineTables.PausedTopics, [], cancel), cancel);
        var paused = rows.Select(r => (string)r[0]!).ToHashSet(StringComparer.Ordinal);
        foreach (var topic in paused.Except(_closed))
        {
            edges.Gates.Pause(Gate(topic));
            edges.Options.Notify($"{Words(topic)} paused by command, until it is resumed");
        }

        foreach (var topic in _closed.Except(paused))
        {
            edges.Gates.Resume(Gate(topic));
            edges.Options.Notify($"{Words(topic)} resumed");
        }

        _closed = paused;
    }

    private static string? Gate(string topic) => topic == PauseCommands<TReference>.All ? null : topic;

    private static string Words(string topic) => Gate(topic) is null ? "every input is" : $"{topic} is";
}
