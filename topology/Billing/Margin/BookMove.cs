using System.Text;
using Sluice.Engine.Actors;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// The way from one book to the next. A cursor walks over the facts; for each that the change touches it notes what the
/// next book changes of the figures, while the figures themselves, and all rows, stay those of the book before. A record
/// that comes meanwhile enters at the book before; the cursor reaches it later. At the end the differences are added in
/// one go. Owned by the shard's thread.
/// </summary>
internal sealed class BookMove
{
    /// <summary>Working a report's price out twice takes so many times as long as passing over it.</summary>
    private const int UnitsPerReport = 64;

    /// <summary>And so many times, to see that its client's rule changes only the month's revenue.</summary>
    private const int UnitsPerGlance = 8;

    private readonly BookLens _from;
    private readonly BookDelta _delta;
    private readonly TouchedParties _touched;
    private readonly ReportFacts _facts;
    private readonly ActorTable<ClientActor> _clients;
    private readonly PendingBoard _board;
    private readonly MarginRows _rows;
    private readonly ProviderSums _sums;
    private readonly ReportJudge _judge;
    private readonly HardGate _gate;
    private readonly HoldComparison _holds;
    private readonly List<ClientMonth> _months = [];
    private readonly List<PartialSum> _shifting = [];

    // Facts that are billable under one of the books only.
    private readonly HashSet<int> _flips = [];
    private readonly Dictionary<int, Notice?> _notices = [];
    private readonly FirstLimits _filling;
    private int _cursor;

    public BookMove(
        BookLens from,
        BookDelta delta,
        PriceBook target,
        ReportFacts facts,
        ActorTable<ClientActor> clients,
        PendingBoard board,
        MarginRows rows,
        ProviderSums sums,
        HardGate gate,
        ReportJudge judge)
    {
        (_from, _delta, _facts, _clients, _board, _rows, _sums, _gate, _judge) = (from, delta, facts, clients, board, rows, sums, gate, judge);
        _touched = new TouchedParties(facts, delta);
        Lens = from.Towards(target, _touched);
        _holds = new HoldComparison(facts, from, Lens);
        _filling = new FirstLimits(TouchedClients().Where(client => gate.MustFill(client, Lens)));
    }

    /// <summary>The book that is moved to.</summary>
    public BookLens Lens { get; }

    /// <summary>Walks on; true once every report has been looked at.</summary>
    public bool Continue(int units)
    {
        if (_delta.TouchesNoReport)
        {
            return true;
        }

        for (; _cursor < _facts.Count && units > 0; _cursor++)
        {
            ref var fact = ref _facts[_cursor];
            units -= 1 + (!_filling.Waits(fact.Client, _cursor) ? Look(_cursor) : fact.Stands ? Queue(fact) : 0);
        }

        if (_cursor < _facts.Count)
        {
            return false;
        }

        _filling.EndQueueing(_facts.Count);
        for (; _filling.Cursor < _filling.Until && units > 0; _filling.Cursor++)
        {
            ref var fact = ref _facts[_filling.Cursor];
            units -= 1 + (_filling.Has(fact.Client) ? Look(_filling.Cursor) : 0);
        }

        return _filling.Cursor >= _filling.Until;
    }

    /// <summary>Notes what the next book changes for a report that has been looked at; a no-op for others.</summary>
    public void Shift(int index, ClientActor client)
    {
        if (IsSeen(index))
        {
            Note(index, client);
        }
    }

    /// <summary>Forgets what <see cref="Shift"/> has noted, before the report itself changes; a no-op where it has not been looked at.</summary>
    public void Unshift(int index)
    {
        if (!IsSeen(index))
        {
            return;
        }

        var isBillable = _facts[index].Billable;
        var before = isBillable ? _judge.Price(index, _from) : default;
        var after = isBillable != _flips.Remove(index) ? _judge.Price(index, Lens) : default;
        Count(index, before, after, -1);
        _notices.Remove(index);
    }

    /// <summary>All has been looked at: the figures become those of the next book.</summary>
    public void End()
    {
        _rows.Booked.Moved(_from.Book, Lens.Book, _delta);
        var stated = Lens.Book.Closings.Stated.Except(_from.Book.Closings.Stated).ToHashSet();
        _from.TakeOver(Lens, _delta, _touched);
        foreach (var month in _months)
        {
            month.Figures.Add(month.Shift!);
            month.Shift = null;
            _rows.Touch(month);
        }

        foreach (var sum in _shifting)
        {
            sum.EndShift();
            _sums.Touch(sum);
        }

        if (stated.Count > 0)
        {
            // Their rows now say that they are not to be shown.
            foreach (var sum in _sums.All.Where(sum => sum.Reports > 0 && stated.Contains(sum.Month.Index)))
            {
                _sums.Touch(sum);
            }
        }

        foreach (var index in _flips)
        {
            _facts[index].Billable = !_facts[index].Billable;
        }

        foreach (var (index, notice) in _notices)
        {
            _board.Set(index, notice);
        }

        foreach (var client in TouchedClients())
        {
            HardGate.Settle(client, _from);
            client.ForgetRules();
            TouchRows(client.Months);
        }

        if (!_delta.Rates.IsEmpty)
        {
            RatesChanged();
        }
    }

    private bool IsSeen(int index) => index < _cursor && !_filling.Waits(_facts[index].Client, index);

    /// <summary>Puts a report in its place of the day; what that means for it is seen once all have theirs. Returns units.</summary>
    private int Queue(in ReportFact fact)
    {
        _clients[fact.Client].Days!.Of(_judge.DayOf(fact)).Add(_judge.ModalityOf(fact), _cursor);
        return UnitsPerGlance;
    }

    /// <summary>Looks at a fact and notes what the next book changes, if anything. Returns units.</summary>
    private int Look(int index)
    {
        ref var fact = ref _facts[index];
        var (client, provider) = (_touched.Client(fact.Client), _touched.Provider(fact.Provider));
        if (!client && !provider)
        {
            return 0;
        }

        // One that does not stand counts, or is late, because of a closed month; and months are closed for good.
        if (!fact.Stands && Lens.Closed(fact.Client).IsEmpty)
        {
            return 0;
        }

        if (!provider && fact.Stands && IsOnlyRevenue(index))
        {
            return UnitsPerGlance;
        }

        Note(index, _clients[fact.Client]);
        return UnitsPerReport;
    }

    /// <summary>
    /// Whether both books let the report be billed, or hold it alike: then it stays where it is, and it is the cells that
    /// are priced anew.
    /// </summary>
    private bool IsOnlyRevenue(int index)
    {
        ref var fact = ref _facts[index];
        var (day, modality) = (_judge.DayOf(fact), _judge.ModalityOf(fact));
        var place = _judge.PlaceOf(index, Lens);
        if (place == VersionPlace.Booked)
        {
            return fact.Billable && Lens.Slot(fact.Client, modality).At(day).Rule is not null;
        }

        return place == VersionPlace.Open
            && _judge.PlaceOf(index, _from) == VersionPlace.Open
            && _from.Slot(fact.Client, modality).At(day).Rule is { } before
            && Lens.Slot(fact.Client, modality).At(day).Rule is { } after
            && ((before.Limits.Lets(fact.Images) && _gate.Lets(index, _clients[fact.Client], day, after, Lens))
                || _holds.AreTheSame(fact.Client, modality));
    }

    private void Note(int index, ClientActor client)
    {
        var isBillable = _facts[index].Billable;
        var before = isBillable ? _judge.Price(index, _from) : default;
        var after = _judge.Of(index, client, Lens);
        Count(index, before, after, 1);
        if (isBillable != after.IsBillable)
        {
            _flips.Add(index);
        }

        if (_board.Of(index) != after.Notice)
        {
            _notices[index] = after.Notice;
        }
    }

    /// <summary>Adds (or, with −1, takes away) the difference that a report makes.</summary>
    private void Count(int index, in Verdict before, in Verdict after, int sign)
    {
        if (before.CostsTheSameAs(after))
        {
            return;
        }

        if (before.IsBillable)
        {
            Count(index, before, -sign);
        }

        if (after.IsBillable)
        {
            Count(index, after, sign);
        }
    }

    private void Count(int index, in Verdict verdict, int sign)
    {
        ref var fact = ref _facts[index];
        var month = _clients[fact.Client].MonthOf(verdict.Day);
        if (month.Shift is null)
        {
            month.Shift = new MonthFigures(month.Month, isDifference: true);
            _months.Add(month);
        }

        month.Shift.Count(verdict.Modality, verdict.Day, (int)fact.Priority, verdict.Rule!.Currency, verdict.Cogs, sign);
        var sum = _sums.Of(fact.Provider, verdict.Day, verdict.Rule);
        if (!sum.IsShifting)
        {
            sum.IsShifting = true;
            _shifting.Add(sum);
        }

        sum.Shift(verdict.Cogs, sign);
    }

    /// <summary>Those seen so far: others may be seen while the move lasts.</summary>
    private IEnumerable<ClientActor> TouchedClients() =>
        _delta.Clients.Select(id => _clients.Find(Encoding.UTF8.GetBytes(id))).OfType<ClientActor>();

    private void RatesChanged()
    {
        TouchRows(_clients.All.SelectMany(client => client.Months).Where(UsesChangedRate));
        foreach (var sum in _sums.All.Where(sum => sum.Reports > 0 && _delta.Rates.Contains((sum.Currency, sum.Month.Index))))
        {
            _sums.Touch(sum);
        }
    }

    private bool UsesChangedRate(ClientMonth month)
    {
        var currency = _from.Book.Client(month.Client.Key)?.Currency;
        return currency is not null
            && month.Figures.Cogs.Select(part => part.Currency).Append(currency).Any(c => _delta.Rates.Contains((c, month.Month.Index)));
    }

    private void TouchRows(IEnumerable<ClientMonth> months)
    {
        foreach (var month in months.Where(month => month.Figures.Reports > 0))
        {
            _rows.Touch(month);
        }
    }
}
