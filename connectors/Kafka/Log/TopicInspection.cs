using Confluent.Kafka;
using Sluice.Connectors.Kafka.Clients;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Kafka.Log;

/// <summary>What a cluster has of the topics that are wanted.</summary>
/// <param name="Brokers">How many brokers answer for the cluster.</param>
public sealed record ClusterReport(int Brokers, IReadOnlyList<TopicReport> Topics);

/// <summary>One topic as it is.</summary>
/// <param name="Wanted">What it should be, without the prefix.</param>
/// <param name="Name">Its name in the cluster.</param>
/// <param name="Partitions">Null where it is missing.</param>
/// <param name="Faults">What its settings have wrong, in words, and whether records go by that: by age or size, or by compaction.</param>
/// <param name="IsChecked">Whether the brokers told its settings.</param>
public sealed record TopicReport(TopicSpec Wanted, string Name, int? Partitions, IReadOnlyList<(string Words, bool IsForgetting)> Faults, bool IsChecked);

/// <summary>Looks at topics, and makes and refuses none.</summary>
internal sealed class TopicInspection(KafkaOptions options, ControlClient control, TopicCatalog catalog)
{
    /// <exception cref="LogException">No broker answers.</exception>
    public async Task<ClusterReport> RunAsync(IReadOnlyList<TopicSpec> wanted, CancellationToken cancel)
    {
        var brokers = await control.BrokersAsync(cancel);
        var present = await catalog.RefreshAsync(cancel);
        var reports = new List<TopicReport>();
        foreach (var topic in wanted)
        {
            int? partitions = present.TryGetValue(topic.Name, out var found) ? found : null;
            var settings = partitions is null ? null : await SettingsAsync(topic, cancel);
            var faults = settings is null ? [] : TopicRules.Faults(topic, settings).Select(f => (f.Words, f.IsForgetting)).ToList();
            reports.Add(new TopicReport(topic, options.Prefix + topic.Name, partitions, faults, settings is not null));
        }

        return new ClusterReport(brokers, reports);
    }

    /// <summary>Null where the brokers do not tell.</summary>
    private async Task<IReadOnlyDictionary<string, string>?> SettingsAsync(TopicSpec topic, CancellationToken cancel)
    {
        try
        {
            return options.Administration ? await control.SettingsAsync(options.Prefix + topic.Name, cancel) : null;
        }
        catch (KafkaException)
        {
            return null;
        }
    }
}
