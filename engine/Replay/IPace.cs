namespace Sluice.Engine.Replay;

/// <summary>Keeps work that can wait from taking the machine from live processing. One caller.</summary>
public interface IPace
{
    /// <summary>To be awaited after each few milliseconds of work: others run first, for longer where shards are busy here.</summary>
    ValueTask RestAsync(CancellationToken cancel);
}
