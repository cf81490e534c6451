using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Reference;

/// <summary>
/// All reference records this process has read, in the order it read them, and the view at their end. One thread
/// appends; <see cref="Current"/> is immutable and may be taken from any thread.
/// </summary>
public sealed class ReferenceHistory<TReference>
{
    private readonly IReferenceFold<TReference> _fold;
    private readonly GrowingList<TakenReference> _taken = new();
    private readonly GrowingList<RejectedReference> _rejected = new();
    private ReferenceView<TReference> _current;

    public ReferenceHistory(IReferenceFold<TReference> fold)
    {
        _fold = fold;
        _current = new ReferenceView<TReference>(fold.Empty, Positions.None, [], []);
    }

    /// <summary>The view at the end of what was read.</summary>
    public ReferenceView<TReference> Current => Volatile.Read(ref _current);

    /// <summary>Takes the records of a batch behind those already read from its partition; returns the new view.</summary>
    public ReferenceView<TReference> Append(LogBatch batch)
    {
        var decoded = new List<object>();
        var position = _current.Positions[batch.Source];
        RecordMark? last = null;
        foreach (var record in batch)
        {
            if (record.Offset >= position)
            {
                Take(batch.Source, record, decoded);
                last = RecordMark.Of(record);
            }
        }

        var data = decoded.Count == 0 ? _current.Data : _fold.With(_current.Data, decoded);
        var next = Math.Max(position, batch.NextOffset);
        var view = new ReferenceView<TReference>(data, _current.Positions.With(batch.Source, next, last), _taken.SoFar(), _rejected.SoFar());
        Volatile.Write(ref _current, view);
        return view;
    }

    /// <summary>The data as it was at earlier positions: what a shard stood on when it last committed.</summary>
    /// <remarks>Called by the appending thread, or while nothing is appended.</remarks>
    public TReference At(Positions positions) =>
        _fold.With(_fold.Empty, [.. _taken.SoFar().Where(e => e.Offset < positions[e.Source]).Select(e => e.Decoded)]);

    private void Take(TopicPartition source, in Record record, List<object> decoded)
    {
        var (value, rejected) = _fold.Decode(source.Topic, record);
        if (value is not null)
        {
            _taken.Add(new TakenReference(source, record.Offset, value));
            decoded.Add(value);
            return;
        }

        Invariant.Check(rejected is not null, "a reference record is taken or rejected with a reason");
        _rejected.Add(new RejectedReference(
            source,
            record.Offset,
            record.HasKey ? record.Key.ToArray() : null,
            record.HasValue ? record.Value.ToArray() : null,
            rejected));
    }
}
