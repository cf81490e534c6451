using Sluice.Engine;
using Sluice.Engine.Actors;
using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// Lets standing reports enter and leave the figures at the prices of the current book; one that cannot be priced on
/// both sides waits on the board instead. Owned by the shard's thread.
/// </summary>
public sealed class ReportPricer(
    ReportFacts facts,
    ActorTable<ClientActor> clients,
    BusinessCalendar calendar,
    PendingBoard board,
    MarginRows rows)
{
    private readonly ProviderDesk _providers = new(facts.Providers, facts.Studies);

    public PriceBook Book { get; private set; } = PriceBook.Empty;

    /// <summary>Moves to another book. Reports that the change touches must have left before and enter again after.</summary>
    public void Advance(PriceBook book, BookDelta delta)
    {
        Book = book;
        _providers.Advance(book, delta);
        foreach (var id in delta.Clients)
        {
            if (clients.Find(System.Text.Encoding.UTF8.GetBytes(id)) is { } client)
            {
                client.ForgetRules();
                foreach (var month in client.Months.Where(m => m.Reports > 0))
                {
                    rows.Touch(month);
                }
            }
        }
    }

    /// <summary>Counts a standing report, or puts it on the board.</summary>
    public void Enter(int index)
    {
        ref var fact = ref facts[index];
        var day = calendar.DayOf(fact.CompletedAtTicks);
        var modality = facts.Studies.ModalityOf(fact.Study);
        var client = clients[fact.Client];
        var slot = client.Slot(Book, modality, facts.Studies);
        var lane = _providers.Lane(fact.Provider, modality, fact.Priority);
        var rule = lane.At(day);
        if (rule is null || slot.At(day).Rule is null)
        {
            board.Set(index, new Notice(Notice.Pending, Reasons(slot.Reason(day), lane.Reason(day))));
            return;
        }

        if (rule.Terms.Of(fact.Priority, fact.Images) > CogsTerms.ScaledReportMax)
        {
            board.Set(index, new Notice(
                Notice.Pending,
                $"its cost under rule {rule.RuleId} exceeds {CogsTerms.ReportMax} {rule.Currency}, the most a report may cost"));
            return;
        }

        Count(fact, client, modality, day, rule, sign: 1);
        fact.Billable = true;
    }

    /// <summary>Undoes <see cref="Enter"/>, at the book it was entered with.</summary>
    public void Leave(int index)
    {
        ref var fact = ref facts[index];
        if (!fact.Billable)
        {
            board.Set(index, null);
            return;
        }

        var day = calendar.DayOf(fact.CompletedAtTicks);
        var modality = facts.Studies.ModalityOf(fact.Study);
        var rule = _providers.Lane(fact.Provider, modality, fact.Priority).At(day);
        Invariant.Check(rule is not null, "a report leaves the figures under the rule it entered with");
        Count(fact, clients[fact.Client], modality, day, rule, sign: -1);
        fact.Billable = false;
    }

    /// <summary>Puts a report on the board whose highest revision has two contents.</summary>
    public void Disputed(int index)
    {
        var revision = facts[index].Revision;
        board.Set(index, new Notice(
            Notice.Conflict,
            $"revision {revision} has come with different contents; none counts until a higher revision decides"));
    }

    public IReadOnlyList<PartialSum> TakeProviderSums() => _providers.TakeDirty();

    /// <summary>Takes all figures as already given out.</summary>
    public void MarkShown() => _providers.TakeDirty();

    private void Count(in ReportFact fact, ClientActor client, int modality, int day, PayRule rule, int sign)
    {
        var cogs = rule.Terms.Of(fact.Priority, fact.Images);
        var month = client.MonthOf(day);
        month.Count(modality, day, (int)fact.Priority, rule.Currency, cogs, sign);
        _providers.Count(fact.Provider, day, rule, cogs, sign);
        rows.Touch(month);
    }

    private static string Reasons(string? client, string? provider) =>
        string.Join("; ", new[] { client, provider }.OfType<string>());
}
