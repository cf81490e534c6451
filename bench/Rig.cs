using Sluice.Connectors.Embedded;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Samples;
using Sluice.Topology;
using Sluice.Topology.Reference;

namespace Sluice.Bench;

/// <summary>An embedded database and the engine over it, as <c>sluice run</c> sets them up.</summary>
internal static class Rig
{
    public static Task<EmbeddedDatabase> OpenAsync(string path) =>
        EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = path });

    public static Task PrepareAsync(EmbeddedDatabase database, int shards) => PrepareAsync(database.Log, shards);

    public static async Task PrepareAsync(ILog log, int shards)
    {
        foreach (var topic in FinanceTopology.Build(new BooksSettings()).ReferenceTopics)
        {
            await log.EnsureTopicAsync(new TopicSpec(topic.Topic, 1), default);
        }

        await log.EnsureTopicAsync(new TopicSpec(SampleTopics.Reports, shards), default);
    }

    public static EngineHost<PriceBook> Engine(EmbeddedDatabase database, EngineOptions options) =>
        Engine(database.Log, database.Store, options);

    public static EngineHost<PriceBook> Engine(ILog log, IStore store, EngineOptions options) =>
        new(FinanceTopology.Build(new BooksSettings()), log, store, options);

    public static async Task StartAsync(EngineHost<PriceBook> engine, int shards)
    {
        await engine.StartAsync(default);
        for (var shard = 0; shard < shards; shard++)
        {
            engine.Assign(shard);
        }
    }

    /// <summary>Appends in groups of batches, so that generating and appending take turns.</summary>
    public static async Task AppendAsync(ILog log, IEnumerable<(TopicPartition Target, AppendFrames Records)> batches)
    {
        foreach (var group in batches.Chunk(64))
        {
            await log.AppendAsync(group, default);
        }
    }
}
