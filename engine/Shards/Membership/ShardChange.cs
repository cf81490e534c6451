namespace Sluice.Engine.Shards.Membership;

/// <summary>
/// A shard is given to this process, or taken from it. The membership waits for <see cref="Done"/> of a shard that is
/// taken, so that its next owner begins when this one has ended.
/// </summary>
/// <param name="Shard">The shard's number.</param>
/// <param name="IsAssigned">Given or taken.</param>
/// <param name="IsLost">Taken without asking: this process was away too long, and another may own the shard already.</param>
public sealed record ShardChange(int Shard, bool IsAssigned, bool IsLost = false)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the change has been carried out.</summary>
    public Task Carried => _done.Task;

    /// <summary>Says that the shard runs, or that nothing of it is under way any more.</summary>
    public void Done() => _done.TrySetResult();
}
