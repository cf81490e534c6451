namespace Sluice.Connectors.Kafka;

/// <summary>How to reach a Kafka cluster and what to keep there. Its text names the brokers, never a setting's value.</summary>
public sealed record KafkaOptions
{
    /// <summary>The brokers to begin with: <c>host:port</c>, several joined by commas.</summary>
    public required string Brokers { get; init; }

    /// <summary>Put before every topic and group name, so that several installations share a cluster; may be empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>librdkafka's own properties (TLS, SASL, compression and the like), passed through and never logged.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Copies of each partition of a topic created here; null leaves it to the broker's default.</summary>
    public short? ReplicationFactor { get; init; }

    /// <summary>
    /// Whether brokers create topics and tell their settings. Where they do not (or this user may not ask), a missing
    /// topic is refused and what others have made is taken on trust.
    /// </summary>
    public bool Administration { get; init; } = true;

    /// <summary>How long a question to the brokers (metadata, offsets, topic creation) may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an append may take, the brokers' absence included, before it fails.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A member of the group not heard of for so long has died; null for <see cref="Membership.MembershipOptions"/>' own.</summary>
    public TimeSpan? SessionTimeout { get; init; }

    /// <summary>How often topics in use are looked at for a changed number of partitions.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a reader may lie unused before its connection is closed.</summary>
    public TimeSpan ReaderIdleMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Whether records of a topic that should keep everything may go all the same. Such a topic is then reported, not
    /// refused; by default none may. A compacted topic is always refused.
    /// </summary>
    public Func<string, bool> MayForget { get; init; } = static _ => false;

    /// <summary>Where the clients measure themselves; null for nowhere.</summary>
    public Telemetry.KafkaMeters? Meters { get; init; }

    /// <summary>How often they do.</summary>
    public TimeSpan MeasureEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Told in words what an operator should know; called from any thread.</summary>
    public Action<string> Notify { get; init; } = static _ => { };

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes a topic in place of the brokers; for tests against a mock cluster.</summary>
    internal Func<Engine.Log.TopicSpec, Task>? CreateTopic { get; init; }

    public override string ToString() => $"kafka://{Brokers}/{Prefix}";
}
