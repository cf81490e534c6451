namespace Sluice.Engine.Shards;

/// <summary>
/// Whose turn it is to work on newer reference data: of the shards of a process one at a time, for one slice, so that the
/// others' cores stay free for live records. Safe for all threads.
/// </summary>
internal sealed class AdvanceTurn
{
    private int _taken;
    private int _wanted;

    /// <summary>Takes the turn; false while another shard has it.</summary>
    public bool TryTake()
    {
        if (Interlocked.CompareExchange(ref _taken, 1, 0) == 0)
        {
            return true;
        }

        Volatile.Write(ref _wanted, 1);
        return false;
    }

    /// <summary>Gives the turn back; true where another shard has asked for it meanwhile.</summary>
    public bool GiveBack()
    {
        var wanted = Interlocked.Exchange(ref _wanted, 0) == 1;
        Volatile.Write(ref _taken, 0);
        return wanted;
    }
}
