using Sluice.Cli.Hosting;
using Sluice.Cli.Ingest;
using Sluice.Cli.Sessions;
using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Log;
using Sluice.Connectors.Kafka.Membership;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Topology;

namespace Sluice.Cli.Doctor;

/// <summary>Whether the brokers answer, and their topics are what positions, reruns and the sharing of shards rest on.</summary>
internal static class KafkaChecks
{
    private const string Broker = "broker";
    private const string Topics = "topics";

    public static async Task<IReadOnlyList<Finding>> AllAsync(KafkaOptions kafka, CancellationToken cancel)
    {
        try
        {
            await using var log = await Reach.KafkaAsync(kafka, cancel);
            var topics = await log.TopicsAsync(cancel);
            var shards = topics.FirstOrDefault(t => t.Name == FinanceTopics.Reports)?.Partitions ?? PartitionsOfNewTopics();
            var found = await log.InspectAsync(Wanted(shards), cancel);
            return
            [
                new Finding(Broker, Verdict.Ok, $"a cluster of {found.Brokers} broker{(found.Brokers == 1 ? "" : "s")} answers at {kafka.Brokers}"),
                Overall(kafka, found, shards),
                .. found.Topics.SelectMany(Of),
            ];
        }
        catch (CliException failed)
        {
            return [new Finding(Broker, Verdict.Fail, failed.Message, "docs/OPERATIONS.md, Kafka, has the settings")];
        }
        catch (LogException failed)
        {
            return [new Finding(Broker, Verdict.Fail, failed.Message, "docs/OPERATIONS.md, Kafka, has the settings")];
        }
    }

    /// <summary>A setting that cannot be read is told by the settings' own check.</summary>
    private static int PartitionsOfNewTopics()
    {
        try
        {
            return BooksConfiguration.Partitions(option: null);
        }
        catch (CliException)
        {
            return BooksConfiguration.PartitionsDefault;
        }
    }

    /// <summary>Every topic a run needs: reference data whole, the others with a partition a shard.</summary>
    private static List<TopicSpec> Wanted(int shards)
    {
        var graph = FinanceTopology.Build(new BooksSettings());
        var outputBytes = new EngineOptions { Shards = shards }.OutputRetentionBytes;
        var inputs = graph.ReferenceTopics.Select(t => t.Topic).ToHashSet(StringComparer.Ordinal);
        var outputs = graph.Tables.Where(t => t.Outbox && !inputs.Contains(t.Name) && !graph.Merges.Any(m => m.Source == t));
        return
        [
            .. graph.ReferenceTopics.Select(t => new TopicSpec(t.Topic, Partitions: 1)),
            .. graph.Streams.Select(t => new TopicSpec(t.Topic, shards)),
            .. outputs.Select(t => new TopicSpec(t.Name, shards, outputBytes)),
            ControlTopic.Spec,
            KafkaMembership.TopicOf(new MembershipOptions(), shards),
        ];
    }

    private static Finding Overall(KafkaOptions kafka, ClusterReport found, int shards)
    {
        var missing = found.Topics.Where(t => t.Partitions is null).Select(t => t.Name).ToList();
        if (missing.Count > 0)
        {
            var words = $"{missing.Count} of {found.Topics.Count} are missing: {string.Join(", ", missing)}";
            return kafka.Administration
                ? new Finding(Topics, Verdict.Info, words, "the first ingest or run makes them")
                : new Finding(Topics, Verdict.Fail, words, "SLUICE_KAFKA_ADMINISTRATION is false: make them by hand, as docs/OPERATIONS.md says");
        }

        return found.Topics.All(t => t.IsChecked)
            ? new Finding(Topics, Verdict.Ok, $"all {found.Topics.Count} are there, {shards} partitions a business topic")
            : new Finding(Topics, Verdict.Info, $"all {found.Topics.Count} are there, {shards} partitions a business topic; the brokers do not tell how long they keep records", "see that none is compacted or forgets");
    }

    private static IEnumerable<Finding> Of(TopicReport topic)
    {
        if (topic.Partitions is { } partitions && partitions != topic.Wanted.Partitions)
        {
            yield return new Finding(
                topic.Name, Verdict.Fail, $"{partitions} partitions, and must have {topic.Wanted.Partitions}",
                topic.Wanted.Name == MembershipOptions.DefaultTopic
                    ? "it holds nothing: stop all workers and delete it; the next run makes it anew"
                    : "keys would change their owners: make it anew, or begin others under another prefix");
        }

        foreach (var (words, isForgetting) in topic.Faults)
        {
            var mustKeep = TopicFile.Topics.Contains(topic.Wanted.Name) && TopicFile.IsReference(topic.Wanted.Name);
            yield return new Finding(
                topic.Name, isForgetting && !mustKeep ? Verdict.Warn : Verdict.Fail, words,
                isForgetting ? "kafka-configs --alter: records that went cannot be rerun from the log" : "kafka-configs --alter, and restore what compaction dropped");
        }
    }
}
