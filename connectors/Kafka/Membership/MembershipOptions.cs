namespace Sluice.Connectors.Kafka.Membership;

/// <summary>How a member takes part in sharing out the shards.</summary>
public sealed record MembershipOptions
{
    /// <summary>The topic's name unless told otherwise.</summary>
    public const string DefaultTopic = "sluice-shards";

    /// <summary>The group, before which the prefix is put.</summary>
    public string Group { get; init; } = "sluice";

    /// <summary>The empty topic whose partitions are the shards.</summary>
    public string Topic { get; init; } = DefaultTopic;

    /// <summary>A member not heard of for so long has died.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A member that has not polled for so long has stalled, and its shards are given to others.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the group waits for shards that are taken to end; the store's fence guards against the rest.</summary>
    public TimeSpan HandOverTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The defaults, but for what the cluster's settings say.</summary>
    public static MembershipOptions Of(KafkaOptions kafka)
    {
        var defaults = new MembershipOptions();
        return defaults with { SessionTimeout = kafka.SessionTimeout ?? defaults.SessionTimeout };
    }
}
