namespace Sluice.Engine.Shards;

/// <summary>How many records this process's shards have taken: by it, whoever can wait sees that others cannot. Safe for concurrent callers.</summary>
internal sealed class LiveLoad
{
    private long _records;

    /// <summary>Since the process began.</summary>
    public long Records => Volatile.Read(ref _records);

    public void Add(int records) => Interlocked.Add(ref _records, records);
}
