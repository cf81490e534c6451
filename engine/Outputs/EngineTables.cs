namespace Sluice.Engine.Outputs;

/// <summary>The tables that the engine itself fills, whatever flows run.</summary>
public static class EngineTables
{
    /// <summary>Records that could not be taken, with their bytes (contract §9).</summary>
    public static readonly TableSchema DeadLetters = new(
        "dead_letters",
        KeyColumns: 3,
        Outbox: true,
        new("topic", ColumnType.Text),
        new("partition", ColumnType.Integer),
        new("offset", ColumnType.Integer),
        new("key", ColumnType.Text),
        new("reason", ColumnType.Text),
        new("field", ColumnType.Text),
        new("value", ColumnType.Text),
        new("payload", ColumnType.Bytes),
        new("at", ColumnType.Instant),
        new("retried_at", ColumnType.Instant));

    /// <summary>Records on which a flow failed: a defect. Until one is resolved, its key's books cannot be closed.</summary>
    public static readonly TableSchema Quarantined = new(
        "quarantined_records",
        KeyColumns: 3,
        Outbox: false,
        new("topic", ColumnType.Text),
        new("partition", ColumnType.Integer),
        new("offset", ColumnType.Integer),
        new("key", ColumnType.Text),
        new("reason", ColumnType.Text),
        new("at", ColumnType.Instant));

    /// <summary>Per shard: records taken, duplicates ignored, dead letters.</summary>
    public static readonly TableSchema Counters = new(
        "shard_counters",
        KeyColumns: 2,
        Outbox: false,
        new("shard", ColumnType.Integer),
        new("name", ColumnType.Text),
        new("value", ColumnType.Integer));

    /// <summary>Per shard and window: the sum of the facts' hashes mod 2^128, 32 hexadecimal digits.</summary>
    public static readonly TableSchema Fingerprints = new(
        "fingerprints",
        KeyColumns: 2,
        Outbox: false,
        new("shard", ColumnType.Integer),
        new("month", ColumnType.Text),
        new("fingerprint", ColumnType.Text));

    /// <summary>
    /// Which shard owns a key, by the kind of actor the key stands for: the one in whose partition it was met first.
    /// Filled where others write to the log; never changed by the engine.
    /// </summary>
    public static readonly TableSchema KeyOwner = new(
        "key_owner",
        KeyColumns: 2,
        Outbox: false,
        new("topic_group", ColumnType.Text),
        new("key", ColumnType.Text),
        new("shard", ColumnType.Integer));

    /// <summary>
    /// Every command that was sent (contract §9). <c>reason</c> is why it was refused or failed, or what it came to; before
    /// its end, and where that says nothing, what its sender gave.
    /// </summary>
    public static readonly TableSchema Commands = new(
        "commands",
        KeyColumns: 1,
        Outbox: true,
        new("command_id", ColumnType.Text),
        new("type", ColumnType.Text),
        new("status", ColumnType.Text),
        new("progress", ColumnType.Text),
        new("reason", ColumnType.Text),
        new("requested_by", ColumnType.Text),
        new("issued_at", ColumnType.Instant),
        new("ended_at", ColumnType.Instant),
        new("offset", ColumnType.Integer, OnRequest: true),
        new("request", ColumnType.Text, OnRequest: true),
        new("result", ColumnType.Text, OnRequest: true));

    /// <summary>
    /// Which stretches of <see cref="Limits.WindowBlockOffsets"/> offsets of an input bear on a month: what a rerun of the
    /// month has to read. The window index as rows.
    /// </summary>
    public static readonly TableSchema Windows = new(
        "window_blocks",
        KeyColumns: 4,
        Outbox: false,
        new("topic", ColumnType.Text),
        new("partition", ColumnType.Integer),
        new("month", ColumnType.Text),
        new("block", ColumnType.Integer));

    /// <summary>Inputs that are held back by command, and which command did it; <c>*</c> for all.</summary>
    public static readonly TableSchema PausedTopics = new(
        "paused_topics",
        KeyColumns: 1,
        Outbox: false,
        new("topic", ColumnType.Text),
        new("since", ColumnType.Instant),
        new("command_id", ColumnType.Text));

    /// <summary>
    /// What output topics are owed that refused it: <c>rows</c> rows whose keys, and the commits their messages tell of,
    /// are in <c>keys</c>. The id is a digest of that, so that whoever sends them removes these and no others.
    /// </summary>
    public static readonly TableSchema UnsentMessages = new(
        "unsent_messages",
        KeyColumns: 2,
        Outbox: false,
        new("topic", ColumnType.Text),
        new("id", ColumnType.Text),
        new("rows", ColumnType.Integer),
        new("since", ColumnType.Instant),
        new("reason", ColumnType.Text),
        new("keys", ColumnType.Bytes));

    public static readonly IReadOnlyList<TableSchema> All = [DeadLetters, Quarantined, Counters, Fingerprints, KeyOwner, Windows, UnsentMessages];
}
