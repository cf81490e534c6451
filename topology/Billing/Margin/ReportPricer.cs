using Sluice.Engine.Actors;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// Lets standing reports enter and leave the figures at the prices of one book; one that is not billable waits on the
/// board instead. Moves to another book in slices, see <see cref="BookMove"/>. Owned by the shard's thread.
/// </summary>
public sealed class ReportPricer(
    ReportFacts facts,
    ActorTable<ClientActor> clients,
    BusinessCalendar calendar,
    PendingBoard board,
    MarginRows rows)
{
    private readonly HardGate _gate = new(facts);
    private readonly ProviderSums _sums = new(facts.Providers);
    private ReportJudge? _judge;
    private BookMove? _move;

    /// <summary>The book that the figures are of.</summary>
    public BookLens Lens { get; private set; } = new(facts, PriceBook.Empty);

    private ReportJudge Judge => _judge ??= new ReportJudge(facts, calendar, _gate);

    /// <summary>Begins with a book, before any report has entered.</summary>
    public void Open(PriceBook book) => Lens = new BookLens(facts, book);

    public void BeginMove(PriceBook target) =>
        _move = new BookMove(Lens, Lens.Book.DifferenceTo(target), target, facts, clients, board, rows, _sums, _gate, Judge, Refresh);

    /// <summary>Works on the move for about so many units; true once every report has been looked at.</summary>
    public bool ContinueMove(int units) => _move!.Continue(units);

    public void EndMove()
    {
        _move!.End();
        _move = null;
    }

    /// <summary>A report stands: counts it, or puts it on the board.</summary>
    public void Enter(int index)
    {
        var client = clients[facts[index].Client];
        _gate.Know(client, Lens, _move?.Lens);
        if (client.Days is not { IsFilling: false } days)
        {
            Place(index, client);
            return;
        }

        var (day, modality) = (Judge.DayOf(facts[index]), Judge.ModalityOf(facts[index]));
        days.Add(day, modality, index);
        Place(index, client);
        RefreshNeighbours(Neighbours(index, client, day, modality));
    }

    /// <summary>A report stands no longer: undoes <see cref="Enter"/>.</summary>
    public void Leave(int index)
    {
        var client = clients[facts[index].Client];
        _move?.Unshift(index);
        Displace(index, client);
        if (client.Days is not { } days)
        {
            return;
        }

        var (day, modality) = (Judge.DayOf(facts[index]), Judge.ModalityOf(facts[index]));
        var neighbours = Neighbours(index, client, day, modality);
        if (days.Remove(day, modality, index))
        {
            RefreshNeighbours(neighbours);
        }
    }

    /// <summary>Puts a report on the board whose highest revision has two contents.</summary>
    public void Disputed(int index)
    {
        var revision = facts[index].Revision;
        board.Set(index, new Notice(
            Notice.Conflict,
            $"revision {revision} has come with different contents; none counts until a higher revision decides"));
    }

    public IReadOnlyList<PartialSum> TakeProviderSums() => _sums.TakeDirty();

    /// <summary>Takes all figures as already given out.</summary>
    public void MarkShown() => _sums.TakeDirty();

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
        var client = clients[facts[index].Client];
        _move?.Unshift(index);
        Displace(index, client);
        Place(index, client);
        _move?.Shift(index, client);
    }

    private void Place(int index, ClientActor client)
    {
        var verdict = Judge.Of(index, client, Lens);
        if (verdict.IsBillable)
        {
            Count(index, client, verdict, 1);
            facts[index].Billable = true;
        }
        else
        {
            board.Set(index, verdict.Notice);
        }
    }

    private void Displace(int index, ClientActor client)
    {
        if (!facts[index].Billable)
        {
            board.Set(index, null);
            return;
        }

        Count(index, client, Judge.Price(index, Lens), -1);
        facts[index].Billable = false;
    }

    private void Count(int index, ClientActor client, in Verdict verdict, int sign)
    {
        ref var fact = ref facts[index];
        var day = Judge.DayOf(fact);
        var month = client.MonthOf(day);
        month.Figures.Count(Judge.ModalityOf(fact), day, (int)fact.Priority, verdict.Rule!.Currency, verdict.Cogs, sign);
        rows.Touch(month);
        var sum = _sums.Of(fact.Provider, day, verdict.Rule);
        sum.Count(verdict.Cogs, sign);
        _sums.Touch(sum);
    }
}
