using Sluice.Engine;
using Sluice.Engine.Actors;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// Reports become revenue, COGS and margin as they arrive (contract §3). The figures are a function of the set of
/// accepted reports and the price book, never of the order in which either came. Owned by the shard's thread.
/// </summary>
public sealed class MarginFlow : ShardFlow<PriceBook>
{
    /// <summary>The number of the reports among the topology's inputs.</summary>
    private const int ReportsInput = 0;

    private readonly ShardContext _context;
    private readonly BusinessCalendar _calendar;
    private readonly ReportDecoder _decoder = new();
    private readonly ReportFacts _facts;
    private readonly ActorTable<ClientActor> _clients;
    private readonly ReportPricer _pricer;
    private readonly PendingBoard _pending = new();
    private readonly MarginRows _rows;
    private readonly WaitingRows _waiting;

    /// <param name="context">The shard it runs on.</param>
    /// <param name="settings">Base currency and business time zone.</param>
    public MarginFlow(ShardContext context, BooksSettings settings)
    {
        _context = context;
        _calendar = new BusinessCalendar(settings.TimeZone);
        _facts = new ReportFacts(context.State);
        _clients = new ActorTable<ClientActor>(_facts.Clients, (number, key) => new ClientActor(number, key));
        _rows = new MarginRows(context.Shard, settings);
        _waiting = new WaitingRows(context.Shard, _facts, _calendar);
        _pricer = new ReportPricer(_facts, _clients, _calendar, _pending, _rows);
    }

    /// <summary>Reports whose record is kept, superseded versions included.</summary>
    public int FactCount => _facts.Count;

    public override void Rebuild(PriceBook reference)
    {
        _pricer.Open(reference);
        _facts.BeginReindex();
        for (var index = 0; index < _facts.Count; index++)
        {
            _facts.Reindex(index);
            ref var fact = ref _facts[index];
            NoteVersions(ReportsInput, fact.Previous, fact.Offset, MonthOf(fact));
            TakeIn(index);
        }

        _pending.MarkShown();
        _pricer.MarkShown();
        _rows.MarkShown();
    }

    public override void BeginAdvance(PriceBook target) => _pricer.BeginMove(target);

    public override bool ContinueAdvance(int units) => _pricer.ContinueMove(units);

    public override void EndAdvance() => _pricer.EndMove();

    public override void Receive(int input, TopicPartition source, in Record record, StepOutput output)
    {
        if (!_decoder.TryDecode(record.Key, record.HasKey, record.Value, out var report, out var rejection))
        {
            output.DeadLetter(source, record, new DeadLetterReason(rejection!.Reason, rejection.Field, rejection.Value));
            return;
        }

        Invariant.Check(input == ReportsInput, "the flow has one input, the topology's first");
        var month = _calendar.MonthOf(report.CompletedAtTicks).Index;
        _context.Windows.Note(input, record.Offset, month);
        var client = _facts.Clients.Number(report.ClientId);
        var fact = _facts.Read(client, report, record.Offset);
        var head = _facts.Find(fact);
        NoteVersions(input, head, record.Offset, month);
        if (head >= 0 && _facts.IsDuplicate(fact, head))
        {
            output.Counters.Add("duplicates", 1);
            return;
        }

        TakeIn(_facts.Append(ref fact, head));
    }

    public override void Collect(StepOutput output)
    {
        _rows.Collect(output, _pricer);
        _pending.Collect(output, _waiting.Row, _waiting.Gone);
    }

    /// <summary>
    /// Whoever reads the records of one month must find what became of them in others: notes a record under the months of
    /// the versions of its report before it, and those under its month.
    /// </summary>
    private void NoteVersions(int input, int head, long offset, int month)
    {
        for (var version = head; version >= 0; version = _facts[version].Previous)
        {
            var other = MonthOf(_facts[version]);
            if (other != month)
            {
                _context.Windows.Note(input, offset, other);
                _context.Windows.Note(input, _facts[version].Offset, month);
            }
        }
    }

    private int MonthOf(in ReportFact fact) => _calendar.MonthOf(fact.CompletedAtTicks).Index;

    /// <summary>Lets a kept fact, the latest of its report, take its place among the figures.</summary>
    private void TakeIn(int index)
    {
        ref var fact = ref _facts[index];
        var before = fact.Previous;
        if (before >= 0)
        {
            _pricer.Lift(before);
            fact.Conflicting = _facts[before].Revision == fact.Revision;
            StepBack(before, fact.Conflicting);
        }

        if (fact.Stands)
        {
            if (!_context.Fingerprints.IsFrozen)
            {
                _context.Fingerprints.Add(MonthOf(fact), _facts.Hash(fact));
            }

            _pricer.Enter(index);
        }

        if (before >= 0)
        {
            _pricer.Settle(index);
        }
    }

    /// <summary>
    /// A higher revision has come: every content of the one that was highest is superseded. Or a second content of it has:
    /// then they are in conflict.
    /// </summary>
    private void StepBack(int head, bool isConflict)
    {
        var revision = _facts[head].Revision;
        for (var index = head; index >= 0 && _facts[index].Revision == revision; index = _facts[index].Previous)
        {
            Withdraw(index);
            ref var fact = ref _facts[index];
            fact.Conflicting = isConflict;
            fact.Superseded = !isConflict;
        }
    }

    private void Withdraw(int index)
    {
        ref var fact = ref _facts[index];
        if (fact.Stands)
        {
            if (!_context.Fingerprints.IsFrozen)
            {
                _context.Fingerprints.Remove(MonthOf(fact), _facts.Hash(fact));
            }

            _pricer.Leave(index);
        }
    }
}
