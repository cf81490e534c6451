using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Books;

/// <summary>The segments that a shard stores of its reports, a few records a commit, as the live flow writes them.</summary>
internal sealed class StoredShard
{
    private const int RecordsPerCommit = 3;

    private readonly ShardState _state = new();
    private readonly ReportFacts _facts;
    private readonly ReportDecoder _decoder = new();
    private readonly List<byte[]> _segments = [];
    private int _records;

    public StoredShard() => _facts = new ReportFacts(_state);

    public void Take(in Engine.Log.Record record)
    {
        if (_decoder.TryDecode(record.Key, record.HasKey, record.Value, out var report, out _))
        {
            var fact = _facts.Read(_facts.Clients.Number(report.ClientId), report, record.Offset);
            var head = _facts.Find(fact);
            if (head < 0 || !_facts.IsDuplicate(fact, head))
            {
                _facts.Append(ref fact, head);
            }
        }

        if (++_records % RecordsPerCommit == 0)
        {
            Commit();
        }
    }

    /// <summary>
    /// Hands all over as a reader meets them while they are merged: now and then one that holds again what the two before it
    /// held.
    /// </summary>
    public void Load(SegmentSink sink)
    {
        Commit();
        for (var i = 0; i < _segments.Count; i++)
        {
            sink(i + 1, _segments[i]);
            if (i % 2 == 1)
            {
                sink(i + 1, [.. _segments[i - 1], .. _segments[i].AsSpan(1)]);
            }
        }
    }

    private void Commit()
    {
        var (segment, _) = _state.TakeChanges(_segments.Count + 1);
        if (!segment.IsEmpty)
        {
            _segments.Add(segment.ToArray());
        }
    }
}
