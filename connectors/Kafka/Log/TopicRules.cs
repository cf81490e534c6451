using System.Globalization;
using Sluice.Connectors.Kafka.Membership;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Kafka.Log;

/// <summary>What is wrong with a topic's settings. Forgetting loses old records; compaction loses any.</summary>
internal sealed record TopicFault(string Words, bool IsForgetting);

/// <summary>The settings a topic is created with and judged by.</summary>
internal static class TopicRules
{
    private const string Cleanup = "cleanup.policy";
    private const string RetentionMs = "retention.ms";
    private const string RetentionBytes = "retention.bytes";
    private const string Unlimited = "-1";

    /// <summary>Brokers drop whole segments: with four of them about the newest three quarters stay at any time.</summary>
    private const int SegmentsKept = 4;

    private const long SegmentBytesMin = 1 << 20;
    private const long SegmentBytesMax = 1 << 30;

    public static Dictionary<string, string> For(TopicSpec topic)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Cleanup] = "delete",
            [RetentionMs] = Unlimited,
            [RetentionBytes] = Text(topic.RetentionBytes ?? -1),
            ["max.message.bytes"] = Text(KafkaLimits.RecordBytesMax),
            ["message.timestamp.type"] = "CreateTime",
        };
        if (topic.RetentionBytes is { } bytes)
        {
            settings["segment.bytes"] = Text(Math.Clamp(bytes / SegmentsKept, SegmentBytesMin, SegmentBytesMax));
        }

        return settings;
    }

    /// <summary>What a topic must be, for those who check it by hand.</summary>
    public static string Words(TopicSpec topic) =>
        $"{Cleanup}=delete, {RetentionMs}={Unlimited} and {RetentionBytes}={Text(topic.RetentionBytes ?? -1)}{(topic.RetentionBytes is null ? "" : " or more")}";

    /// <summary>What a wrong number of partitions means, and what to do about it.</summary>
    public static string AfterWrongCount(string topic) => topic == MembershipOptions.DefaultTopic
        ? ", as many as the books have shards. It holds nothing: stop all workers, delete it, and start them again, which makes it anew"
        : ": keys would change their owners. Give the number it was made with, or make it anew under another prefix";

    public static IEnumerable<TopicFault> Faults(TopicSpec topic, IReadOnlyDictionary<string, string> settings)
    {
        if (settings.TryGetValue(Cleanup, out var cleanup) && cleanup.Contains("compact", StringComparison.Ordinal))
        {
            yield return new TopicFault(
                $"is compacted ({Cleanup}={cleanup}) and must be kept whole ({Cleanup}=delete): compaction drops versions that past figures rest on",
                IsForgetting: false);
        }

        if (settings.TryGetValue(RetentionMs, out var time) && time != Unlimited)
        {
            yield return new TopicFault($"forgets by age ({RetentionMs}={time}) and must not ({RetentionMs}={Unlimited})", IsForgetting: true);
        }

        if (settings.TryGetValue(RetentionBytes, out var size) && size != Unlimited && IsTooSmall(size, topic.RetentionBytes))
        {
            var wanted = topic.RetentionBytes is { } bytes ? $"keep at least {Text(bytes)} bytes a partition" : "keep all";
            yield return new TopicFault($"forgets by size ({RetentionBytes}={size}) and must {wanted} ({RetentionBytes}={Text(topic.RetentionBytes ?? -1)})", IsForgetting: true);
        }
    }

    private static bool IsTooSmall(string size, long? wanted) =>
        wanted is null || !long.TryParse(size, NumberStyles.Integer, CultureInfo.InvariantCulture, out var bytes) || bytes < wanted;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
