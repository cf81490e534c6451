using System.Globalization;
using Confluent.Kafka;

namespace Sluice.Connectors.Kafka.Clients;

/// <summary>What each kind of client is told. The options' own properties come first, so that what correctness rests on wins.</summary>
internal static class ClientConfigs
{
    /// <summary>librdkafka 2.2, whose clients say how long they pause once they have fetched enough.</summary>
    private const int FetchPauseSince = 0x02_02_00_00;

    /// <summary>Reads one partition by manual assignment; never joins the group it has to name.</summary>
    public static ConsumerConfig Reader(KafkaOptions options)
    {
        var config = NewReader(options);
        if (Library.Version >= FetchPauseSince)
        {
            config.Set("fetch.queue.backoff.ms", KafkaLimits.FetchPauseMs.ToString(CultureInfo.InvariantCulture));
        }

        return config;
    }

    /// <summary>Asks and reads nothing; a question that is not answered in time is given up.</summary>
    public static ConsumerConfig Control(KafkaOptions options) => new(Reader(options))
    {
        StatisticsIntervalMs = 0,
        SocketTimeoutMs = (int)Math.Max(options.RequestTimeout.TotalMilliseconds, 2 * KafkaLimits.FetchWaitMs + 1000),
    };

    /// <summary>Appends, without loss, duplicates or reordering within a partition.</summary>
    public static ProducerConfig Producer(KafkaOptions options) => new(Common(options))
    {
        Acks = Acks.All,
        EnableIdempotence = true,
        Partitioner = Partitioner.Murmur2Random,
        MessageTimeoutMs = (int)options.DeliveryTimeout.TotalMilliseconds,
        MessageMaxBytes = KafkaLimits.RecordBytesMax,
        QueueBufferingMaxMessages = KafkaLimits.UnackedRecordsMax,
        QueueBufferingMaxKbytes = KafkaLimits.UnackedKib,
        LingerMs = KafkaLimits.LingerMs,
        DeliveryReportFields = "status",
    };

    /// <summary>A member of the group that shares out the shards.</summary>
    public static ConsumerConfig Member(KafkaOptions options, string group, TimeSpan sessionTimeout, TimeSpan stallTimeout) => new(Common(options))
    {
        GroupId = options.Prefix + group,
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
        AutoOffsetReset = AutoOffsetReset.Latest,
        AllowAutoCreateTopics = false,
        SessionTimeoutMs = (int)sessionTimeout.TotalMilliseconds,
        HeartbeatIntervalMs = (int)(sessionTimeout.TotalMilliseconds / 4),
        MaxPollIntervalMs = (int)stallTimeout.TotalMilliseconds,
    };

    private static ConsumerConfig NewReader(KafkaOptions options) => new(Common(options))
    {
        GroupId = options.Prefix + "sluice-readers",
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
        AutoOffsetReset = AutoOffsetReset.Error,
        EnablePartitionEof = true,
        IsolationLevel = IsolationLevel.ReadCommitted,
        AllowAutoCreateTopics = false,
        QueuedMinMessages = KafkaLimits.FetchAheadRecords,
        QueuedMaxMessagesKbytes = KafkaLimits.FetchAheadKib,
        MaxPartitionFetchBytes = KafkaLimits.FetchBytes,
        FetchMaxBytes = KafkaLimits.RecordBytesMax,
        MessageMaxBytes = KafkaLimits.RecordBytesMax,
        FetchErrorBackoffMs = KafkaLimits.PollMs,
        ConsumeResultFields = "timestamp",
    };

    private static ClientConfig Common(KafkaOptions options)
    {
        var config = new ClientConfig
        {
            BootstrapServers = options.Brokers,
            ClientId = "sluice",
            StatisticsIntervalMs = options.Meters is null ? 0 : (int)options.MeasureEvery.TotalMilliseconds,
            ReconnectBackoffMs = KafkaLimits.PollMs,
            ReconnectBackoffMaxMs = KafkaLimits.ReconnectMsMax,
            SocketKeepaliveEnable = true,
        };
        config.Set("fetch.wait.max.ms", KafkaLimits.FetchWaitMs.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in options.Properties)
        {
            config.Set(name, value);
        }

        return config;
    }
}
