namespace Sluice.Connectors.Kafka;

/// <summary>Every bound of the Kafka connector, with its reason.</summary>
public static class KafkaLimits
{
    /// <summary>Bytes of one record with its framing: eight payloads, so that an oversized one can still be dead-lettered.</summary>
    public const int RecordBytesMax = 8 << 20;

    /// <summary>Bytes of one fetch of one partition: about a step's worth, and small enough that the first record comes soon.</summary>
    public const int FetchBytes = 2 << 20;

    /// <summary>
    /// Kibibytes a reader fetches ahead. A client that has fetched so much looks again only after a pause: of up to a second
    /// before librdkafka 2.2 (measured: 8 MiB a reader, 60,000 records/s a partition), see <see cref="FetchPauseMs"/>.
    /// </summary>
    public const int FetchAheadKib = 32 << 10;

    /// <summary>Records a reader fetches ahead before the bytes bound it.</summary>
    public const int FetchAheadRecords = 200_000;

    /// <summary>Milliseconds that a client pauses once it has fetched that much, where librdkafka lets one say so (2.2 on).</summary>
    public const int FetchPauseMs = 10;

    /// <summary>Readers of one partition that keep a connection: the live one, reruns and people.</summary>
    public const int ReadersPerPartition = 4;

    /// <summary>Appends waiting for the producer; callers beyond it wait, which is their back-pressure.</summary>
    public const int QueuedAppendsMax = 256;

    /// <summary>Records the producer holds unacknowledged.</summary>
    public const int UnackedRecordsMax = 500_000;

    /// <summary>Kibibytes the producer holds unacknowledged.</summary>
    public const int UnackedKib = 64 << 10;

    /// <summary>Milliseconds a batch waits to fill: little beside a commit, and it saves most requests.</summary>
    public const int LingerMs = 2;

    /// <summary>Milliseconds between two looks at a cancelled wait.</summary>
    public const int PollMs = 100;

    /// <summary>Milliseconds a fetch waits at the broker for a first record; an idle reader asks twice a second.</summary>
    public const int FetchWaitMs = 500;

    /// <summary>The shortest session of a group's member, in milliseconds: less, and a pause of the collector ends it.</summary>
    public const int SessionMsMin = 1_000;

    /// <summary>The longest, in milliseconds: a member that has stalled is given up after that anyway.</summary>
    public const int SessionMsMax = 60_000;

    /// <summary>Milliseconds between two attempts to reach a lost broker: its return should be seen at once.</summary>
    public const int ReconnectMsMax = 2_000;
}
