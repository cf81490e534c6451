namespace Sluice.Engine.Shards;

/// <summary>
/// Gives memory back to the system after a burst: loading or catching up leaves a few hundred megabytes of free room in
/// the heap that steady work never needs.
/// </summary>
public static class MemoryTrim
{
    /// <summary>Collects and releases once; pauses the process for some ten to hundred milliseconds. Call it when idle.</summary>
    public static void AfterBurst() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
