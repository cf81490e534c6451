using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Shards;

/// <summary>What a shard has committed, as its owner last saw it. Written by the shard's commit loop; read by anyone.</summary>
public sealed class ShardProgress(int shard)
{
    private const long None = long.MinValue;

    private Positions _committed = Positions.None;
    private long _committingSince = None;
    private volatile string? _refusal;
    private long _records;
    private long _stateBytes;
    private volatile bool _isRunning;

    public int Shard { get; } = shard;

    public Positions Committed => Volatile.Read(ref _committed);

    /// <summary>Records committed by this process.</summary>
    public long Records => Interlocked.Read(ref _records);

    /// <summary>Bytes of the shard's stored state.</summary>
    public long StateBytes => Interlocked.Read(ref _stateBytes);

    /// <summary>Whether the shard's state is loaded and it takes records.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>Why the store has refused the commit under way, the last time; null where it has not.</summary>
    public string? Refusal => _refusal;

    /// <summary>How long a commit has been under way, its attempts and new beginnings together; zero for none.</summary>
    /// <param name="time">The engine's clock.</param>
    public TimeSpan CommittingFor(TimeProvider time)
    {
        var since = Volatile.Read(ref _committingSince);
        return since == None ? TimeSpan.Zero : time.GetElapsedTime(since);
    }

    internal void Reset(Positions positions)
    {
        _isRunning = false;
        if (!positions.Equals(Committed))
        {
            // Else the commit that did not come through is still to be made.
            Settled();
        }

        Volatile.Write(ref _committed, positions);
    }

    internal void Committing(long timestamp)
    {
        if (Volatile.Read(ref _committingSince) == None)
        {
            Volatile.Write(ref _committingSince, timestamp);
        }
    }

    internal void Refused(string why) => _refusal = why;

    internal void Running(long stateBytes)
    {
        Interlocked.Exchange(ref _stateBytes, stateBytes);
        _isRunning = true;
    }

    internal void Stopped() => _isRunning = false;

    internal void Advance(Positions positions, long records, long stateBytes)
    {
        Interlocked.Exchange(ref _stateBytes, stateBytes);
        Interlocked.Add(ref _records, records);
        Volatile.Write(ref _committed, positions);
        Settled();
    }

    private void Settled()
    {
        Volatile.Write(ref _committingSince, None);
        _refusal = null;
    }

    /// <summary>Records between what is committed and the given end.</summary>
    public long Lag(TopicPartition source, long end) => Math.Max(0, end - Committed[source]);
}
