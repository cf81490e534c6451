using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Engine.Actors;

/// <summary>What a step gives out beside the state it changes. Owned by the shard's thread; lives for one step.</summary>
public sealed class StepOutput(Counters counters)
{
    private readonly List<RowChange> _rows = [];

    /// <summary>Time the step is computed for; the core has no clock of its own.</summary>
    public DateTimeOffset Now { get; internal set; }

    /// <summary>
    /// The position in the reference topics that the figures include, as <see cref="Positions.ToJson"/> writes it.
    /// </summary>
    public string Reference { get; internal set; } = Positions.None.ToJson();

    /// <summary>Changes of output tables so far, in order.</summary>
    public IReadOnlyList<RowChange> Rows => _rows;

    public Counters Counters => counters;

    public void Add(RowChange row) => _rows.Add(row);

    /// <summary>Sets a record aside with its bytes and the reason.</summary>
    public void DeadLetter(TopicPartition source, in Record record, DeadLetterReason reason) =>
        DeadLetter(source, record.Offset, record.HasKey ? record.Key.ToArray() : null, record.HasValue ? record.Value.ToArray() : null, reason);

    /// <inheritdoc cref="DeadLetter(TopicPartition, in Record, DeadLetterReason)"/>
    public void DeadLetter(TopicPartition source, long offset, byte[]? key, byte[]? payload, DeadLetterReason reason)
    {
        counters.Add("dead_letters", 1);
        Add(RowChange.Upsert(
            EngineTables.DeadLetters,
            source.Topic,
            (long)source.Partition,
            offset,
            KeyText(key),
            reason.Reason,
            reason.Field,
            reason.Value,
            payload,
            Now,
            null));
    }

    /// <summary>Sets a record aside because a flow failed on it.</summary>
    internal void Quarantine(TopicPartition source, in Record record, string failure)
    {
        var reason = $"quarantined: the engine failed on this record ({failure})";
        DeadLetter(source, record, new DeadLetterReason(reason));
        var key = KeyText(record.HasKey ? record.Key.ToArray() : null);
        Add(RowChange.Upsert(EngineTables.Quarantined, source.Topic, (long)source.Partition, record.Offset, key, reason, Now));
    }

    internal IReadOnlyList<RowChange> TakeRows()
    {
        var rows = _rows.ToArray();
        _rows.Clear();
        return rows;
    }

    /// <summary>A key as a person reads it; bytes that are not UTF-8 show as U+FFFD.</summary>
    private static string? KeyText(byte[]? key) => key is null ? null : Encoding.UTF8.GetString(key);
}
