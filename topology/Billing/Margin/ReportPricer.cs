using Sluice.Engine.Actors;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// Lets standing reports enter and leave the figures at the prices of one book; one that is not billable waits on the
/// board instead. Moves to another book in slices, see <see cref="BookMove"/>. Owned by the shard's thread.
/// </summary>
public sealed class ReportPricer
{
    private readonly ReportFacts _facts;
    private readonly ActorTable<ClientActor> _clients;
    private readonly PendingBoard _board;
    private readonly MarginRows _rows;
    private readonly HardGate _gate;
    private readonly ProviderSums _sums;
    private readonly ReportJudge _judge;
    private readonly List<int> _aside = [];
    private BookMove? _move;

    public ReportPricer(ReportFacts facts, ActorTable<ClientActor> clients, BusinessCalendar calendar, PendingBoard board, MarginRows rows)
    {
        (_facts, _clients, _board, _rows) = (facts, clients, board, rows);
        _gate = new HardGate(facts);
        _sums = new ProviderSums(facts.Providers);
        _judge = new ReportJudge(facts, calendar, _gate);
        Lens = new BookLens(facts, PriceBook.Empty);
    }

    /// <summary>The book that the figures are of.</summary>
    public BookLens Lens { get; private set; }

    /// <summary>Begins with a book, before any report has entered.</summary>
    public void Open(PriceBook book) => Lens = new BookLens(_facts, book);

    public void BeginMove(PriceBook target) =>
        _move = new BookMove(Lens, Lens.Book.DifferenceTo(target), target, _facts, _clients, _board, _rows, _sums, _gate, _judge);

    /// <summary>Works on the move for about so many units; true once every report has been looked at.</summary>
    public bool ContinueMove(int units) => _move!.Continue(units);

    public void EndMove()
    {
        _move!.End();
        _move = null;
    }

    /// <summary>A report stands: counts it, or puts it on the _board.</summary>
    public void Enter(int index)
    {
        var client = _clients[_facts[index].Client];
        _gate.Know(client, Lens, _move?.Lens);
        if (client.Days is not { IsFilling: false } days)
        {
            Place(index, client);
            return;
        }

        var (day, modality) = (_judge.DayOf(_facts[index]), _judge.ModalityOf(_facts[index]));
        days.Of(day).Add(modality, index);
        Place(index, client);
        RefreshNeighbours(Neighbours(index, client, day, modality));
    }

    /// <summary>A report stands no longer: undoes <see cref="Enter"/>.</summary>
    public void Leave(int index)
    {
        var client = _clients[_facts[index].Client];
        _move?.Unshift(index);
        Displace(index, client);
        if (client.Days is not { } days)
        {
            return;
        }

        var (day, modality) = (_judge.DayOf(_facts[index]), _judge.ModalityOf(_facts[index]));
        var neighbours = days.IsFilling ? (-1, -1) : Neighbours(index, client, day, modality);
        if (days.Of(day).Remove(modality, index))
        {
            RefreshNeighbours(neighbours);
        }
    }

    /// <summary>
    /// Takes out what versions of a report count, or have on the board, that do not stand: those in conflict, a
    /// cancellation, a booked version that is superseded. To be done before anything about the report changes.
    /// </summary>
    /// <param name="head">Its latest version so far.</param>
    public void Lift(int head)
    {
        var client = _clients[_facts[head].Client];
        foreach (var index in Aside(head))
        {
            _move?.Unshift(index);
            Displace(index, client);
        }
    }

    /// <summary>Undoes <see cref="Lift"/>, as the report is now.</summary>
    /// <param name="head">Its latest version.</param>
    public void Settle(int head)
    {
        var client = _clients[_facts[head].Client];
        foreach (var index in Aside(head))
        {
            Place(index, client);
            _move?.Shift(index, client);
        }
    }

    public IReadOnlyList<PartialSum> TakeProviderSums() => _sums.TakeDirty();

    /// <summary>Takes all figures as already given out.</summary>
    public void MarkShown() => _sums.TakeDirty();

    /// <summary>The versions that do not stand and yet may count or have a notice, under either book.</summary>
    private List<int> Aside(int head)
    {
        _aside.Clear();
        var revision = _facts[head].Revision;
        for (var index = head; index >= 0 && _facts[index].Revision == revision; index = _facts[index].Previous)
        {
            if (!_facts[index].Stands)
            {
                _aside.Add(index);
            }
        }

        AddBooked(head, Lens);
        if (_move is not null)
        {
            AddBooked(head, _move.Lens);
        }

        return _aside;
    }

    private void AddBooked(int head, BookLens lens)
    {
        var booked = _judge.Booked.Find(head, lens.Closed(_facts[head].Client));
        if (booked >= 0 && !_facts[booked].Stands && !_aside.Contains(booked))
        {
            _aside.Add(booked);
        }
    }

    private (int Main, int Moved) Neighbours(int index, ClientActor client, int day, int modality) => (
        HardGate.Neighbour(index, client, day, modality, Lens),
        _move is null ? -1 : HardGate.Neighbour(index, client, day, modality, _move.Lens));

    private void RefreshNeighbours((int Main, int Moved) neighbours)
    {
        if (neighbours.Main >= 0)
        {
            Refresh(neighbours.Main);
        }

        if (neighbours.Moved >= 0 && neighbours.Moved != neighbours.Main)
        {
            Refresh(neighbours.Moved);
        }
    }

    /// <summary>The place of a report in its day has changed: it enters anew, under both books.</summary>
    private void Refresh(int index)
    {
        var client = _clients[_facts[index].Client];
        _move?.Unshift(index);
        Displace(index, client);
        Place(index, client);
        _move?.Shift(index, client);
    }

    private void Place(int index, ClientActor client)
    {
        var verdict = _judge.Of(index, client, Lens);
        if (verdict.IsBillable)
        {
            Count(index, client, verdict, 1);
            _facts[index].Billable = true;
        }
        else
        {
            _board.Set(index, verdict.Notice);
        }
    }

    private void Displace(int index, ClientActor client)
    {
        if (!_facts[index].Billable)
        {
            _board.Set(index, null);
            return;
        }

        Count(index, client, _judge.Price(index, Lens), -1);
        _facts[index].Billable = false;
    }

    private void Count(int index, ClientActor client, in Verdict verdict, int sign)
    {
        ref var fact = ref _facts[index];
        var month = client.MonthOf(verdict.Day);
        month.Figures.Count(verdict.Modality, verdict.Day, (int)fact.Priority, verdict.Rule!.Currency, verdict.Cogs, sign);
        _rows.Touch(month);
        var sum = _sums.Of(fact.Provider, verdict.Day, verdict.Rule);
        sum.Count(verdict.Cogs, sign);
        _sums.Touch(sum);
    }
}
