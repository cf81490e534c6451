using System.Threading.Channels;

namespace Sluice.Engine.Shards.Membership;

/// <summary>
/// This process's place among those that share out the shards. It says which shards are ours, and waits for one that it
/// takes until nothing of it is under way any more. Safe from any thread; <see cref="Changes"/> has one reader, the
/// engine's host. A membership may err, or be heard too late: what keeps two owners apart is the store's fence.
/// </summary>
public interface IShardMembership : IAsyncDisposable
{
    /// <summary>What the shards are shared out by, for people: for instance a topic with a partition a shard.</summary>
    string Source { get; }

    /// <summary>
    /// What the host has to carry out, in order for each shard; each ends with <see cref="ShardChange.Done"/>. Completes
    /// when the process has left; with an error where it cannot take part any more, which ends the host too.
    /// </summary>
    ChannelReader<ShardChange> Changes { get; }

    /// <summary>
    /// Whether the data flow here stands still although there is work. While it does, the membership lets the others
    /// believe that this process is away, so that after a while they get its shards. Set by the host.
    /// </summary>
    bool IsStalled { get; set; }
}
