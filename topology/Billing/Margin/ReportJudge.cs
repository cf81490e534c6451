using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>Says of a report's version what a book makes of it. Owned by the shard's thread.</summary>
public sealed class ReportJudge(ReportFacts facts, BusinessCalendar calendar, HardGate gate)
{
    private readonly LateReasons _late = new(facts, calendar);

    /// <summary>Which versions the closed months hold.</summary>
    public BookedVersions Booked { get; } = new(facts, calendar);

    public int DayOf(in ReportFact fact) => calendar.DayOf(fact.CompletedAtTicks);

    public int ModalityOf(in ReportFact fact) => facts.Studies.ModalityOf(fact.Study);

    /// <summary>What the closed months of its client make of a fact.</summary>
    public VersionPlace PlaceOf(int index, BookLens lens) => Booked.PlaceOf(index, lens.Closed(facts[index].Client)).Place;

    /// <summary>
    /// In an open month pending without a price on both sides, held beyond a limit of the contract, else billable (contract
    /// §1, §3, §5). The booked version of a closed one has passed the gate: it counts where it has a price and is silent
    /// where not. What came after a close is late.
    /// </summary>
    /// <param name="client">The report's.</param>
    public Verdict Of(int index, ClientActor client, BookLens lens)
    {
        ref var fact = ref facts[index];
        var closed = lens.Closed(fact.Client);
        if (closed.IsEmpty && fact.Stands)
        {
            return Judged(index, client, lens, isGated: true);
        }

        var (place, waitsFor) = Booked.PlaceOf(index, closed);
        return place switch
        {
            VersionPlace.Open => OfOpen(index, client, lens),
            VersionPlace.Booked => Judged(index, client, lens, isGated: false) with { Notice = null },
            VersionPlace.Late => Silent(fact) with
            {
                Notice = _late.Of(index, waitsFor, closed, _late.IsLeftOut(fact, waitsFor, closed) ? OfOpen(index, client, lens).Notice : null),
            },
            _ => Silent(fact),
        };
    }

    /// <summary>What the book makes of a standing report that was booked before: it has passed the gate, and is not held again.</summary>
    public Verdict OfBooked(int index, ClientActor client, BookLens lens) => Judged(index, client, lens, isGated: false);

    /// <summary>What a billable report costs, without asking again whether it is billable.</summary>
    public Verdict Price(int index, BookLens lens)
    {
        ref var fact = ref facts[index];
        var (day, modality) = (DayOf(fact), ModalityOf(fact));
        var rule = lens.Lane(fact.Provider, modality, fact.Priority).At(day);
        Engine.Invariant.Check(rule is not null, "a billable report has a rule that pays it");
        return new Verdict(day, modality, rule, rule.Terms.Of(fact.Priority, fact.Images), null);
    }

    private Verdict OfOpen(int index, ClientActor client, BookLens lens)
    {
        ref var fact = ref facts[index];
        return fact.Stands ? Judged(index, client, lens, isGated: true) : Silent(fact) with { Notice = fact.Conflicting ? Notice.OfConflict(fact.Revision) : null };
    }

    private Verdict Judged(int index, ClientActor client, BookLens lens, bool isGated)
    {
        ref var fact = ref facts[index];
        var day = DayOf(fact);
        var modality = ModalityOf(fact);
        var slot = lens.Slot(fact.Client, modality);
        var lane = lens.Lane(fact.Provider, modality, fact.Priority);
        var clientRule = slot.At(day).Rule;
        var rule = lane.At(day);
        if (rule is null || clientRule is null)
        {
            return Waiting(day, modality, string.Join("; ", new[] { slot.Reason(day), lane.Reason(day) }.OfType<string>()));
        }

        var cogs = rule.Terms.Of(fact.Priority, fact.Images);
        if (cogs > CogsTerms.ScaledReportMax)
        {
            return Waiting(day, modality, $"its cost under rule {rule.RuleId} exceeds {CogsTerms.ReportMax} {rule.Currency}, the most a report may cost");
        }

        return isGated && !clientRule.Limits.IsNone && gate.Breach(index, client, day, clientRule, lens) is { } breach
            ? new Verdict(day, modality, null, 0, new Notice(Notice.Held, breach))
            : new Verdict(day, modality, rule, cogs, null);
    }

    private static Verdict Waiting(int day, int modality, string reason) => new(day, modality, null, 0, new Notice(Notice.Pending, reason));

    private Verdict Silent(in ReportFact fact) => new(DayOf(fact), ModalityOf(fact), null, 0, null);
}
