using Sluice.Engine.Actors;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;
using Sluice.Engine.Shards.Keys;
using Sluice.Engine.State;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Shards;

/// <summary>
/// The deterministic core of one shard: stored segments in, then batches of records in, change sets out. No I/O, no
/// clock, no chance; one thread.
/// </summary>
public sealed class ShardMachine<TReference>
{
    private const byte WindowsSection = 1;
    private const byte CountersSection = 2;
    private const byte FingerprintsSection = 3;

    private readonly Topology<TReference> _topology;
    private readonly int _shard;
    private readonly int _shards;
    private readonly ShardState _state = new();
    private readonly WindowIndex _windows;
    private readonly Fingerprints _fingerprints;
    private readonly Counters _counters;
    private readonly StepOutput _output;
    private readonly List<ShardFlow<TReference>> _flows = [];
    private readonly Dictionary<string, int> _inputs;
    private readonly IReadOnlySet<(TopicPartition, long)> _poison;
    private readonly int _advanceUnits;
    private ReferenceView<TReference>? _target;
    private ForeignKeys? _foreign;

    // How much of the process's lists of reference records it has accounted for.
    private int _takenSeen;
    private int _rejectedSeen;
    private Dictionary<string, long> _shownCounters = [];

    /// <param name="poison">Records on which a flow has failed before: they are quarantined instead of received.</param>
    /// <param name="advanceUnits">Units of work a step spends on moving to newer reference data.</param>
    public ShardMachine(
        Topology<TReference> topology,
        int shard,
        int shards,
        IReadOnlySet<(TopicPartition Source, long Offset)> poison,
        int advanceUnits = Limits.AdvanceUnitsPerStep)
    {
        _advanceUnits = advanceUnits;
        _topology = topology;
        _shard = shard;
        _shards = shards;
        _poison = poison;
        _counters = _state.Register(CountersSection, new Counters());
        _fingerprints = _state.Register(FingerprintsSection, new Fingerprints());
        _output = new StepOutput(_counters);
        _windows = _state.Register(WindowsSection, new WindowIndex());
        var context = new ShardContext(shard, shards, _state, _windows, _counters, _fingerprints);
        _flows.AddRange(topology.Flows.Select(f => f.Create(context)));
        _inputs = topology.Streams.Select((s, i) => (s.Topic, i)).ToDictionary(s => s.Topic, s => s.i);
        Positions = Positions.None;
    }

    /// <summary>Where the shard stands after the last step.</summary>
    public Positions Positions { get; private set; }

    /// <summary>Whether it is on the way to newer reference data, so that another step has work without any record.</summary>
    public bool IsAdvancing { get; private set; }

    /// <summary>The number of the last change set.</summary>
    public long Sequence { get; private set; }

    /// <summary>The flows, in the topology's order; for tests and explanations.</summary>
    public IReadOnlyList<ShardFlow<TReference>> Flows => _flows;

    public Fingerprints Fingerprints => _fingerprints;

    /// <summary>Bytes of its stored state.</summary>
    public long StateBytes => _state.Bytes;

    /// <summary>Takes back one stored segment; they come in the order of their sequence.</summary>
    public void Restore(long sequence, ReadOnlySpan<byte> segment) => _state.Restore(sequence, segment);

    /// <summary>Derives what is not stored; the shard stands where its lease says.</summary>
    /// <param name="reference">The reference data at the lease's positions.</param>
    public void Resume(ShardLease lease, TReference reference)
    {
        Invariant.Check(lease.Shard == _shard, "a machine resumes its own shard");
        Positions = lease.Positions;
        Sequence = lease.Sequence;
        _shownCounters = new Dictionary<string, long>(_counters.Values);
        _output.Reference = Positions.Of(_topology.ReferenceTopics.Select(t => t.Topic)).ToJson();
        _fingerprints.BeginRebuild();
        foreach (var flow in _flows)
        {
            flow.Rebuild(reference);
        }

        _fingerprints.EndRebuild();
    }

    /// <summary>
    /// Takes the records of the batches behind the shard's positions and the reference data as of
    /// <paramref name="view"/>; returns the change set, or null when nothing moved.
    /// </summary>
    /// <param name="mayAdvance">Whether this step may spend a slice on the way to newer reference data.</param>
    /// <param name="foreign">Keys in these batches that other shards own: their records are set aside. Null for none.</param>
    /// <exception cref="PoisonException">A flow failed on a record. The machine's state is void: drop it.</exception>
    public ShardCommit? Step(
        long epoch,
        IReadOnlyList<LogBatch> batches,
        ReferenceView<TReference> view,
        DateTimeOffset now,
        bool mayAdvance = true,
        ForeignKeys? foreign = null)
    {
        _output.Now = now;
        _foreign = foreign is { IsEmpty: false } ? foreign : null;
        var before = Positions;
        if (mayAdvance)
        {
            AdvanceReference(view, (int)Math.Min(int.MaxValue, _advanceUnits + batches.Sum(b => (long)b.Count * Limits.AdvanceUnitsPerRecord)));
        }

        // More may have been recorded while it was on the way.
        IsAdvancing = _target is not null || IsBehind(view);
        foreach (var batch in batches)
        {
            Receive(batch);
        }

        if (before.Equals(Positions))
        {
            return null;
        }

        foreach (var flow in _flows)
        {
            flow.Collect(_output);
        }

        CollectOwn();
        Sequence++;
#if PLANTED_BUGS
        var (segment, merge) = PlantedBugs.Is(Bug.PositionBeforeState) && Sequence % 2 == 1 ? default : _state.TakeChanges(Sequence);
#else
        var (segment, merge) = _state.TakeChanges(Sequence);
#endif
        return new ShardCommit
        {
            Shard = _shard,
            Epoch = epoch,
            Sequence = Sequence,
            Positions = Positions,
            Segment = segment,
            Merge = merge,
            Rows = _output.TakeRows(),
        };
    }

    /// <summary>
    /// Moves to newer reference data, a slice a step. The position in the reference topics moves with the figures, once
    /// all flows have theirs: whatever is committed is of one book, and a restart begins the move again.
    /// </summary>
    private void AdvanceReference(ReferenceView<TReference> view, int units)
    {
        if (_target is null)
        {
            if (!IsBehind(view))
            {
                return;
            }

            _target = view;
            _flows.ForEach(flow => flow.BeginAdvance(view.Data));
        }

        var ready = true;
        foreach (var flow in _flows)
        {
            ready &= flow.ContinueAdvance(units);
        }

        if (ready)
        {
            Land(_target);
            _target = null;
        }
    }

    private bool IsBehind(ReferenceView<TReference> view) => view.Positions.All.Any(p => p.Value > Positions[p.Key]);

    private void Land(ReferenceView<TReference> target)
    {
        foreach (var rejected in target.Rejected.Skip(_rejectedSeen).Where(r => IsNewHere(r.Source, r.Offset)))
        {
            _output.DeadLetter(rejected.Source, rejected.Offset, rejected.Key, rejected.Payload, rejected.Reason);
        }

        foreach (var taken in target.Taken.Skip(_takenSeen).Where(t => IsNewHere(t.Source, t.Offset)))
        {
            if (_topology.Reference.Row(taken.Decoded) is { } row)
            {
                _output.Add(row);
            }
        }

        (_takenSeen, _rejectedSeen) = (target.Taken.Count, target.Rejected.Count);
        foreach (var (source, next) in target.Positions.All.Where(p => p.Value > Positions[p.Key]).ToList())
        {
            Positions = Positions.With(source, next, target.Positions.MarkOf(source));
        }

        _flows.ForEach(flow => flow.EndAdvance());
        _output.Reference = Positions.Of(_topology.ReferenceTopics.Select(t => t.Topic)).ToJson();
    }

    /// <summary>Whether this shard is the one that accounts for a reference record, and has not yet done so.</summary>
    private bool IsNewHere(TopicPartition source, long offset) => source.Partition % _shards == _shard && offset >= Positions[source];

    private void Receive(LogBatch batch)
    {
        Invariant.Check(batch.Source.Partition == _shard, "a shard reads its own partition of every input");
        var input = _inputs[batch.Source.Topic];
        var flow = _flows[_topology.Streams[input].Flow];
        var position = Positions[batch.Source];
#if PLANTED_BUGS
        position = PlantedBugs.Is(Bug.RedeliveryTaken) ? 0 : position;
#endif
        var (taken, left) = (0, batch.Count);
        RecordMark? last = null;
        foreach (var record in batch)
        {
            left--;
            if (record.Offset >= position)
            {
                Receive(flow, input, batch.Source, record);
                taken++;
                last = left == 0 ? RecordMark.Of(record) : null;
            }
        }

        _counters.Add("records", taken);
        Positions = Positions.With(batch.Source, Math.Max(Positions[batch.Source], batch.NextOffset), last);
    }

    private void Receive(ShardFlow<TReference> flow, int input, TopicPartition source, in Record record)
    {
        if (_foreign?.ReasonAgainst(_topology.Flows[_topology.Streams[input].Flow].ActorKind, record.Key, _shard) is { } reason)
        {
            _output.DeadLetter(source, record, reason);
            return;
        }

        if (_poison.Count > 0 && _poison.Contains((source, record.Offset)))
        {
            _output.Quarantine(source, record, "it is kept, and can be retried after a fix");
            return;
        }

        try
        {
            flow.Receive(input, source, record, _output);
        }
        catch (Exception failure) when (failure is not PoisonException)
        {
            throw new PoisonException(source, record.Offset, failure);
        }
    }

    private void CollectOwn()
    {
        foreach (var (window, sum) in _fingerprints.TakeChanged())
        {
            _output.Add(RowChange.Upsert(EngineTables.Fingerprints, (long)_shard, WindowName.Of(window), sum.ToString("x32")));
        }

        foreach (var (input, window, block) in _windows.TakeNew())
        {
            _output.Add(RowChange.Upsert(EngineTables.Windows, _topology.Streams[input].Topic, (long)_shard, WindowName.Of(window), block));
        }

        foreach (var (name, value) in _counters.Values)
        {
            if (_shownCounters.GetValueOrDefault(name) != value)
            {
                _shownCounters[name] = value;
                _output.Add(RowChange.Upsert(EngineTables.Counters, (long)_shard, name, value));
            }
        }
    }
}

/// <summary>A flow failed on one record: a defect. The record is to be quarantined and the shard loaded anew.</summary>
public sealed class PoisonException(TopicPartition source, long offset, Exception inner)
    : Exception($"{source} offset {offset}: {inner.Message}", inner)
{
    public TopicPartition Input { get; } = source;

    public long Offset { get; } = offset;
}
