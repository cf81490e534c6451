namespace Sluice.Engine.Shards;

/// <summary>
/// Whose turn it is to work on newer reference data: of the shards of a process one at a time, for one slice, so that the
/// others' cores stay free for live records. Safe for all threads.
/// </summary>
internal sealed class AdvanceTurn
{
    private int _taken;

    /// <summary>Takes the turn; false while another shard has it.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _taken, 1, 0) == 0;

    public void GiveBack() => Volatile.Write(ref _taken, 0);
}
