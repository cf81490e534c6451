using Sluice.Engine.Log;
using Sluice.Engine.Reference;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Testing.Driving;

/// <summary>
/// One shard under a test driver: its machine, what it has committed, and the records that wait for its next step. Used
/// by the test's thread alone.
/// </summary>
internal sealed class DrivenShard<TReference>
{
    private readonly Topology<TReference> _topology;
    private readonly int _number;
    private readonly int _shards;
    private readonly int _advanceUnits;
    private readonly InMemoryShard _kept;
    private readonly HashSet<(TopicPartition, long)> _poison = [];
    private readonly SortedDictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private long _epoch;

    public DrivenShard(Topology<TReference> topology, int number, TestDriverOptions options, ReferenceHistory<TReference> reference)
    {
        _topology = topology;
        _number = number;
        _shards = options.Shards;
        _advanceUnits = options.AdvanceUnits;
        _kept = new InMemoryShard(number);
        Machine = Restored(reference);
    }

    public ShardMachine<TReference> Machine { get; private set; }

    /// <summary>Segments kept, the merged ones in place of those they merge.</summary>
    public IReadOnlyList<byte[]> Segments => [.. _kept.Segments.Select(s => s.Bytes)];

    /// <summary>Lets a record wait for the next step; returns its offset.</summary>
    public long Add(string topic, byte[]? key, byte[]? value, DateTimeOffset now)
    {
        if (!_waiting.TryGetValue(topic, out var waiting))
        {
            _waiting[topic] = waiting = new Waiting();
        }

        waiting.Records.Add(key is not null, key, value is not null, value, now.ToUnixTimeMilliseconds());
        return waiting.First + waiting.Records.Count - 1;
    }

    /// <summary>Takes all that waits and commits it; null when nothing moved.</summary>
    public ShardCommit? Step(ReferenceHistory<TReference> reference, DateTimeOffset now)
    {
        var batches = _waiting.Where(w => w.Value.Records.Count > 0).Select(w => w.Value.Take(new TopicPartition(w.Key, _number))).ToList();
        var commit = StepPastPoison(batches, reference, now);
        if (commit is not null)
        {
            _kept.Check(commit);
            _kept.Apply(commit);
        }

        return commit;
    }

    /// <summary>Drops the machine and restores one from what was committed.</summary>
    public void Restart(ReferenceHistory<TReference> reference) => Machine = Restored(reference);

    /// <summary>A flow that fails on a record loses its machine, and the record is quarantined by the next one.</summary>
    private ShardCommit? StepPastPoison(List<LogBatch> batches, ReferenceHistory<TReference> reference, DateTimeOffset now)
    {
        while (true)
        {
            try
            {
                return Machine.Step(_epoch, batches, reference.Current, now);
            }
            catch (PoisonException poison)
            {
                Invariant.Check(_poison.Add((poison.Input, poison.Offset)), "a quarantined record is not received again");
                Restart(reference);
            }
        }
    }

    private ShardMachine<TReference> Restored(ReferenceHistory<TReference> reference)
    {
        var lease = _kept.Take();
        _epoch = lease.Epoch;
        var machine = new ShardMachine<TReference>(_topology, _number, _shards, _poison, _advanceUnits);
        foreach (var (sequence, segment) in _kept.Segments)
        {
            machine.Restore(sequence, segment);
        }

        machine.Resume(lease, reference.At(lease.Positions));
        return machine;
    }

    /// <summary>Records of one input that no step has taken yet.</summary>
    private sealed class Waiting
    {
        public long First { get; private set; }

        public LogBatchBuilder Records { get; } = new();

        public LogBatch Take(TopicPartition source)
        {
            var first = First;
            var frames = Records.Take();
            First += frames.Count;
            return new LogBatch(source, first, First, frames.Count, frames.Bytes);
        }
    }
}
