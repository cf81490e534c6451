namespace Sluice.Engine.Replay;

/// <summary>Keeps work that can wait from taking the machine from live processing. One caller.</summary>
public interface IPace
{
    /// <summary>To be awaited after each few milliseconds of work: others run first, for longer where shards are busy here.</summary>
    /// <param name="records">That were read since the last rest.</param>
    ValueTask RestAsync(int records, CancellationToken cancel);
}

/// <summary>Of work that a person waits for, beside nothing that would have to go first.</summary>
public sealed class NoRest : IPace
{
    public ValueTask RestAsync(int records, CancellationToken cancel) => default;
}
