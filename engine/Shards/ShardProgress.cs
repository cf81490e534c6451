using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Shards;

/// <summary>What a shard has committed, as its owner last saw it. Written by the shard's commit loop; read by anyone.</summary>
public sealed class ShardProgress(int shard)
{
    private Positions _committed = Positions.None;
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

    internal void Reset(Positions positions)
    {
        _isRunning = false;
        Volatile.Write(ref _committed, positions);
    }

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
    }

    /// <summary>Records between what is committed and the given end.</summary>
    public long Lag(TopicPartition source, long end) => Math.Max(0, end - Committed[source]);
}
