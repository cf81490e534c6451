using Sluice.Engine.Actors;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Money;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Sheets;

/// <summary>
/// Prices the facts of a shadow month in three walks: the first finds which version of each report stands, the second puts
/// the reports of clients with limited days in order, the third judges each. Owned by one thread.
/// </summary>
internal sealed class ShadowPricing
{
    // Facts of one stretch of a walk: about a millisecond's work.
    private const int Stretch = 2048;

    private readonly int _shard;
    private readonly ReportFacts _facts;
    private readonly ActorTable<ShadowClient> _clients;
    private readonly BusinessMonth _month;
    private readonly Closings _booked;
    private readonly BusinessCalendar _calendar;
    private readonly HardGate _gate;
    private readonly ReportJudge _judge;
    private readonly List<BlockedRecord> _blocked = [];
    private readonly Action<int, int>[] _walks;
    private ILookup<int, int>? _billable;
    private int _walk;
    private int _next;

    public ShadowPricing(
        int shard, ReportFacts facts, ActorTable<ShadowClient> clients, BusinessMonth month, PriceBook book, Closings booked, BooksSettings settings)
    {
        (_shard, _facts, _clients, _month, _booked) = (shard, facts, clients, month, booked);
        _calendar = new BusinessCalendar(settings.TimeZone);
        _gate = new HardGate(facts);
        _judge = new ReportJudge(facts, _calendar, _gate);
        Lens = new BookLens(facts, book);
        _walks = [(from, to) => ShadowVersions.Link(_facts, from, to), Queue, Judge];
    }

    public BookLens Lens { get; }

    /// <summary>By offset.</summary>
    public IReadOnlyList<BlockedRecord> Blocked => _blocked;

    /// <summary>Goes on for about a millisecond; false where all are priced.</summary>
    public bool Advance()
    {
        for (; _walk < _walks.Length; (_walk, _next) = (_walk + 1, 0))
        {
            if (_next < _facts.Count)
            {
                var to = Math.Min(_next + Stretch, _facts.Count);
                _walks[_walk](_next, to);
                _next = to;
                return true;
            }
        }

        return false;
    }

    /// <summary>The facts of a client's billable reports, by offset.</summary>
    public IEnumerable<int> BillableOf(int client)
    {
        _billable ??= Enumerable.Range(0, _facts.Count).Where(index => _facts[index].Billable).ToLookup(index => _facts[index].Client);
        return _billable[client];
    }

    /// <summary>What a billable fact says, and which rules price it.</summary>
    public ExplainedReport Explain(int index)
    {
        ref var fact = ref _facts[index];
        var priced = _judge.Price(index, Lens);
        var clientRule = Lens.Slot(fact.Client, priced.Modality).At(priced.Day).Rule!;
        return new ExplainedReport(
            _shard,
            fact.Offset,
            _facts.ReportIdText(fact),
            _facts.Providers.Text(fact.Provider),
            _facts.Studies.ModalityText(priced.Modality),
            _facts.Studies.BodyPartText(fact.Study),
            fact.Priority,
            fact.Images,
            new DateTimeOffset(fact.CompletedAtTicks, TimeSpan.Zero),
            EpochDay.ToDate(priced.Day),
            new RuleVersion(clientRule.RuleId, clientRule.RecordedAt),
            new RuleVersion(priced.Rule!.RuleId, priced.Rule.RecordedAt),
            priced.Rule.Currency,
            Scaled.ToDecimal(priced.Cogs));
    }

    private void Queue(int from, int to)
    {
        for (var index = from; index < to; index++)
        {
            if (_facts[index].Stands && IsOfMonth(_facts[index], out var day))
            {
                PutInDay(index, day);
            }
        }
    }

    private void Judge(int from, int to)
    {
        for (var index = from; index < to; index++)
        {
            ref var fact = ref _facts[index];
            if ((fact.Stands || fact.Conflicting) && IsOfMonth(fact, out _))
            {
                Judge(index, ref fact);
            }
        }
    }

    private bool IsOfMonth(in ReportFact fact, out int day)
    {
        day = _calendar.DayOf(fact.CompletedAtTicks);
        return day >= _month.FirstDay && day <= _month.LastDay;
    }

    /// <summary>Gives a standing report its place in its day, where a contract limits that.</summary>
    private void PutInDay(int index, int day)
    {
        var client = _clients[_facts[index].Client].Actor;
        _gate.Know(client, Lens, target: null);
        client.Days?.Of(day).Add(_judge.ModalityOf(_facts[index]), index);
    }

    /// <summary>Counts a report, or says what blocks; one that another closed month holds is late there and does neither.</summary>
    private void Judge(int index, ref ReportFact fact)
    {
        var client = _clients[fact.Client];
        if (client.Excludes(fact.Offset))
        {
            return;
        }

        var verdict = _judge.Of(index, client.Actor, Lens);
        if (verdict.Notice is { Kind: Notice.Held } && IsBooked(index, client))
        {
            verdict = _judge.OfBooked(index, client.Actor, Lens);
        }

        if (verdict.IsBillable)
        {
            fact.Billable = true;
            client.Count(fact, verdict);
        }
        else if (verdict.Notice is { Kind: Notice.Pending or Notice.Held or Notice.Conflict } notice)
        {
            _blocked.Add(new BlockedRecord(client.Key, _shard, fact.Offset, _facts.ReportIdText(fact), notice.Kind, notice.Reason));
        }
    }

    private bool IsBooked(int index, ShadowClient client)
    {
        client.Closed ??= ClosedMonths.Of(_booked, client.Key);
        return _judge.Booked.PlaceOf(index, client.Closed) == (VersionPlace.Booked, _month.Index);
    }
}
