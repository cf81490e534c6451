using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Membership;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Running;

/// <summary>
/// Which shards the engine of this process runs, where several processes share them. One thread at a time carries out
/// what the group says and alone touches the host; the group's own thread only writes it down.
/// </summary>
internal sealed class SharedShards : IAsyncDisposable
{
    private static readonly MembershipOptions Options = new();

    private readonly EngineHost<PriceBook> _host;
    private readonly KafkaMembership _group;

    private SharedShards(EngineHost<PriceBook> host, KafkaMembership group) => (_host, _group) = (host, group);

    /// <summary>Joins the group, whose topic is made where it is missing.</summary>
    public static async Task<SharedShards> JoinAsync(EngineHost<PriceBook> host, ILog log, KafkaOptions kafka, int shards, CancellationToken cancel)
    {
        await log.EnsureTopicAsync(KafkaMembership.TopicOf(Options, shards), cancel);
        return new SharedShards(host, new KafkaMembership(kafka, Options));
    }

    /// <summary>Carries out what the group has said since.</summary>
    public async Task FollowAsync()
    {
        while (_group.Changes.TryRead(out var change))
        {
            await CarryOutAsync(change);
        }
    }

    /// <summary>Leaves the group: its shards end here first, so that others may begin at once.</summary>
    public async ValueTask DisposeAsync()
    {
        var leaving = _group.DisposeAsync().AsTask();
        await foreach (var change in _group.Changes.ReadAllAsync())
        {
            await CarryOutAsync(change);
        }

        await leaving;
    }

    private async Task CarryOutAsync(ShardChange change)
    {
        if (change.IsAssigned)
        {
            _host.Assign(change.Shard);
        }
        else
        {
            await _host.RevokeAsync(change.Shard);
        }

        change.Done();
    }
}
