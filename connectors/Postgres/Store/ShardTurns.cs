namespace Sluice.Connectors.Postgres.Store;

/// <summary>
/// Commits of one shard go to the server one after another, in the order in which they were asked for, each on whatever
/// connection is free. Safe from any thread.
/// </summary>
internal sealed class ShardTurns
{
    private readonly Dictionary<int, Task> _last = [];
    private readonly Lock _gate = new();

    /// <summary>Runs the work when all work asked for before, of the same shard, has ended in one way or another.</summary>
    public Task RunAsync(int shard, Func<Task> work)
    {
        lock (_gate)
        {
            var before = _last.GetValueOrDefault(shard, Task.CompletedTask);
            var turn = BehindAsync(before, work);
            _last[shard] = turn;
            return turn;
        }
    }

    private static async Task BehindAsync(Task before, Func<Task> work)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await work();
    }
}
