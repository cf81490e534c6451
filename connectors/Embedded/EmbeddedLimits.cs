namespace Sluice.Connectors.Embedded;

/// <summary>Every bound of the embedded log and store, with its reason.</summary>
public static class EmbeddedLimits
{
    /// <summary>Groups of rows looked up in one read transaction, which must be short.</summary>
    public const int GroupsPerRead = 256;

    /// <summary>Writes waiting for the writer; callers beyond it wait, which is their back-pressure.</summary>
    public const int QueuedWritesMax = 256;

    /// <summary>Writes of one transaction: past this, waiting for the group costs more than the fsync it saves.</summary>
    public const int GroupWritesMax = 128;

    /// <summary>Bytes of one transaction; it must fit the write-ahead log's bound several times.</summary>
    public const long GroupBytesMax = 16 << 20;

    /// <summary>Bytes of a stored log segment: small enough to cut out a slice cheaply, large enough for few rows.</summary>
    public const int SegmentBytesMax = 256 << 10;

    /// <summary>Bytes of one record with its header: eight payloads, so that an oversized one can still be dead-lettered.</summary>
    public const int RecordBytesMax = 8 << 20;

    /// <summary>Topics of one database, as the ids of log segments have 11 bits for them.</summary>
    public const int TopicsMax = 2047;

    /// <summary>Records ever appended to one partition, as the ids of log segments have 40 bits for the offset.</summary>
    public const long OffsetMax = (1L << 40) - 1;

    /// <summary>Read connections: two cores' worth of readers and some for people.</summary>
    public const int ReadersMax = 8;

    /// <summary>Segments loaded in one read transaction, so that loading never holds the write-ahead log back for long.</summary>
    public const int SegmentsPerRead = 128;

    /// <summary>
    /// A checkpoint follows this many bytes of writes: it holds the writer while it copies and syncs them, some ten
    /// milliseconds, so more would show in how fresh the figures are.
    /// </summary>
    public const long CheckpointBytes = 8 << 20;

    /// <summary>How long a write waits for another program's lock, in milliseconds.</summary>
    public const int BusyTimeoutMs = 5000;
}
