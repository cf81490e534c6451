using System.Text;
using Sluice.Engine.Actors;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Record = Sluice.Engine.Log.Record;

namespace Sluice.Engine.Tests.Shards;

/// <summary>One key's running total. Owned by the shard's thread.</summary>
internal sealed class TallyActor(int number, string key) : KeyedActor(number, key)
{
    public long Total { get; set; }

    public string Group => Key[..1];
}

/// <summary>Adds numbers up by key; see <see cref="TallyTopology"/>. Owned by the shard's thread.</summary>
internal sealed class TallyFlow : ShardFlow<TallyPrices>
{
    private readonly ShardContext _context;
    private readonly FactTable<Entry> _entries;
    private readonly StringTable _keys;
    private readonly ActorTable<TallyActor> _actors;
    private readonly SortedSet<int> _changed = [];
    private TallyPrices _prices = new TallyPricesFold().Empty;
    private TallyPrices _target = new TallyPricesFold().Empty;
    private int _left;

    public TallyFlow(ShardContext context)
    {
        _context = context;
        _entries = context.State.Register(40, new FactTable<Entry>());
        _keys = context.State.Register(41, new StringTable());
        _actors = new ActorTable<TallyActor>(_keys, (number, key) => new TallyActor(number, key));
    }

    /// <summary>Called before each slice of a move.</summary>
    public Action BeforeSlice { get; set; } = static () => { };

    /// <summary>Called before a record is taken.</summary>
    public Action BeforeReceive { get; set; } = static () => { };

    /// <summary>Every received value in order, as <c>input:key=value</c>.</summary>
    public List<string> Received { get; } = [];

    public override void Rebuild(TallyPrices reference)
    {
        _prices = reference;
        for (var i = 0; i < _entries.Count; i++)
        {
            Count(_entries[i]);
        }

        _changed.Clear();
    }

    /// <summary>Slices that a move to other prices takes.</summary>
    public int Slices { get; set; } = 1;

    /// <summary>The units of each slice so far.</summary>
    public List<int> Units { get; } = [];

    /// <summary>The position in the reference topics, as it was told when rows were last asked for.</summary>
    public string? Reference { get; private set; }

    public override void BeginAdvance(TallyPrices target) => (_target, _left) = (target, Slices);

    public override bool ContinueAdvance(int units)
    {
        BeforeSlice();
        Units.Add(units);
        return --_left <= 0;
    }

    public override void EndAdvance()
    {
        foreach (var actor in _actors.All.Where(a => _prices.Of(a.Group) != _target.Of(a.Group)))
        {
            _changed.Add(actor.Number);
        }

        _prices = _target;
    }

    public override void Receive(int input, TopicPartition source, in Record record, StepOutput output)
    {
        var text = Encoding.UTF8.GetString(record.Value);
        BeforeReceive();
        Received.Add($"{input}:{Encoding.UTF8.GetString(record.Key)}={text}");
        if (text == TallyTopology.Boom)
        {
            throw new InvalidOperationException("a defect of the flow");
        }

        if (!long.TryParse(text, out var amount) || record.Key.IsEmpty)
        {
            output.DeadLetter(source, record, new DeadLetterReason($"{text} is no number", "value", text));
            return;
        }

        _context.Windows.Note(input, record.Offset, 0);
        var entry = new Entry { Amount = amount, Key = _keys.Number(record.Key) };
        _entries.Append(entry);
        Count(entry);
    }

    public override void Collect(StepOutput output)
    {
        Reference = output.Reference;
        foreach (var actor in _changed.Select(n => _actors[n]))
        {
            output.Add(actor.Total == 0
                ? RowChange.Delete(TallyTopology.Tally, actor.Key)
                : RowChange.Upsert(TallyTopology.Tally, actor.Key, actor.Total, actor.Total * _prices.Of(actor.Group)));
        }

        foreach (var group in _changed.Select(n => _actors[n].Group).Distinct().ToList())
        {
            var total = _actors.All.Where(a => a.Group == group).Sum(a => a.Total);
            output.Add(total == 0
                ? RowChange.Delete(TallyTopology.GroupPartial, group, (long)_context.Shard)
                : RowChange.Upsert(TallyTopology.GroupPartial, group, (long)_context.Shard, total));
        }

        _changed.Clear();
    }

    private void Count(in Entry entry)
    {
        _actors[(int)entry.Key].Total += entry.Amount;
        _changed.Add((int)entry.Key);
        _context.Fingerprints.Add(0, Hash128.Of(Encoding.UTF8.GetBytes($"{_actors[(int)entry.Key].Key}|{entry.Amount}")));
    }

    internal struct Entry
    {
        public long Amount;
        public long Key;
    }
}
