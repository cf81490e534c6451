namespace Sluice.Engine;

/// <summary>Every bound of the engine, in one place, with its reason.</summary>
public static class Limits
{
    /// <summary>A message's payload: contract §1 dead-letters anything larger.</summary>
    public const int PayloadBytesMax = 1 << 20;

    /// <summary>Records of one step: more would save little per record and hold the shard's thread for more than about 50 ms.</summary>
    public const int BatchRecordsMax = 32_768;

    /// <summary>
    /// Units of work that a step spends on moving to newer reference data: 1 to 2 ms, so that live records never wait
    /// for a slice longer than 5 ms.
    /// </summary>
    public const int AdvanceUnitsPerStep = 1 << 17;

    /// <summary>
    /// Units of such work that each record of a step adds to it: while a shard catches up at full speed it must reprice
    /// faster than reports come in, though it has the turn only every so often.
    /// </summary>
    public const int AdvanceUnitsPerRecord = 512;

    /// <summary>Bytes of one read from the log: a shard holds a handful of such buffers, and a step takes several reads.</summary>
    public const int BatchBytesMax = 2 << 20;

    /// <summary>Batches read ahead of a shard's step; bounds memory and is the back-pressure on the reader.</summary>
    public const int BatchesAheadMax = 2;

    /// <summary>Commits a shard may have under way: one at the store while the next is computed.</summary>
    public const int CommitsInFlightMax = 2;

    /// <summary>Small segments of a shard before its next commit merges them into one.</summary>
    public const int SmallSegmentsMax = 64;

    /// <summary>A segment of at least this size is never merged again: it loads as fast as a larger one.</summary>
    public const int SmallSegmentBytesMax = 128 << 10;

    /// <summary>Partitions of a business topic: shard numbers must fit the state's 16-bit fields.</summary>
    public const int PartitionsMax = 4096;

    /// <summary>The shard number under which commands are decided: its epoch fences two that would decide at once.</summary>
    public const int ControlShard = -1;

    /// <summary>Bytes of a key that signs commands: as many as its hash has, or guessing is easier than it looks.</summary>
    public const int CommandKeyBytesMin = 32;

    /// <summary>Characters of a command's id: it is a key in every store.</summary>
    public const int CommandIdCharsMax = 200;

    /// <summary>Turns that wait for the one who decides commands; bounds memory, and holds up the reader of the control topic.</summary>
    public const int ControlTurnsMax = 16;

    /// <summary>Control messages of one read: each is a commit of its own.</summary>
    public const int ControlBatchMax = 100;

    /// <summary>Offsets that share one entry of the window index.</summary>
    public const int WindowBlockOffsets = 4096;

    /// <summary>Keys a shard claims in one transaction, which must be short: another shard may wait for it.</summary>
    public const int KeysPerClaimMax = 4096;

    /// <summary>Keys whose owner a shard remembers before it forgets all and asks anew: some hundred megabytes of short ones.</summary>
    public const int KnownKeysMax = 1 << 20;

    /// <summary>Bytes of a key in <c>key_owner</c>, beyond which its digest stands there: a database's index takes about 2,700.</summary>
    public const int KeyNameBytesMax = 512;

    /// <summary>
    /// Bytes of a published row beyond which its message leaves the longest parts out: what a broker takes unless told
    /// otherwise is 1 MiB, with room for key and headers.
    /// </summary>
    public const int MessageValueBytesMax = 900_000;

    /// <summary>Characters that stay of a text in such a message.</summary>
    public const int MessageTextMax = 4096;

    /// <summary>Outbox entries the publisher takes in one round.</summary>
    public const int OutboxRoundMax = 20_000;
}
