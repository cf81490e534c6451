using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Topology;
using Sluice.Topology.Reference;

namespace Sluice.EndToEnd.Child.Running;

/// <summary>The engine over all shards of a log and a store, in this process.</summary>
public static class EngineRig
{
    /// <summary>What commands to such an engine are signed with.</summary>
    public static CommandSeal Seal { get; } = new("the key of books that only tests keep"u8);

    /// <summary>Makes the topics, where they are missing, without an engine.</summary>
    public static async Task PrepareAsync(ILog log, int shards)
    {
        foreach (var topic in FinanceTopology.Build(new BooksSettings()).ReferenceTopics)
        {
            await log.EnsureTopicAsync(new TopicSpec(topic.Topic, 1), CancellationToken.None);
        }

        await log.EnsureTopicAsync(new TopicSpec(FinanceTopics.Reports, shards), CancellationToken.None);
    }

    /// <summary>Starts it; the outbox goes round often, so that it has something under way whenever the process ends.</summary>
    public static async Task<EngineHost<PriceBook>> StartAsync(ILog log, IStore store, int shards, int batchRecords)
    {
        var options = new EngineOptions
        {
            Shards = shards,
            BatchRecords = batchRecords,
            PublishEvery = TimeSpan.FromMilliseconds(20),
            Commands = Seal,
            Notify = Console.Error.WriteLine,
        };
        var engine = new EngineHost<PriceBook>(FinanceTopology.Build(new BooksSettings()), log, store, options);
        await engine.StartAsync(CancellationToken.None);
        for (var shard = 0; shard < shards; shard++)
        {
            engine.Assign(shard);
        }

        return engine;
    }
}
