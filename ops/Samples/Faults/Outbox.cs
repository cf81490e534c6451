using System.Diagnostics.CodeAnalysis;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Faults;

/// <summary>Puts records in the order they leave, some of them later than others, and numbers the lines of the topic.</summary>
internal sealed class Outbox(JsonLine line)
{
    private readonly Queue<SampleRecord> _ready = new();
    private readonly PriorityQueue<(SampleRecord Record, Truth Truth), (long Due, long Order)> _later = new();
    private long _step;
    private long _order;
    private long _lines;

    /// <summary>Lets a record leave now, and behind it what is known about its fault.</summary>
    public void Put(SampleRecord record, Truth? truth = null)
    {
        _ready.Enqueue(record);
        if (truth is not null)
            _ready.Enqueue(truth.Write(line, _lines));
        _lines++;
    }

    /// <summary>Lets a record leave after so many steps more.</summary>
    public void PutLater(SampleRecord record, Truth truth, long steps) =>
        _later.Enqueue((record, truth), (_step + steps, _order++));

    public void Advance()
    {
        _step++;
        while (_later.TryPeek(out _, out var next) && next.Due <= _step)
            PutNext();
    }

    public void AdvanceToEnd()
    {
        while (_later.Count > 0)
            PutNext();
    }

    public bool TryTake([MaybeNullWhen(false)] out SampleRecord record) => _ready.TryDequeue(out record);

    private void PutNext()
    {
        var (record, truth) = _later.Dequeue();
        Put(record, truth);
    }
}
