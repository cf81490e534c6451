using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// One book as a shard looks at it: which rule prices a client's or a provider's reports of a day, worked out once a
/// party. A lens towards another book works out only what the change touches. Owned by the shard's thread.
/// </summary>
public sealed class BookLens
{
    private const int Priorities = 3;

    private readonly ReportFacts _facts;
    private readonly BookLens? _base;
    private readonly TouchedParties? _touched;
    private readonly PartyGrid<SlotSchedule> _slots = new();
    private readonly PartyGrid<CogsLane> _lanes = new();
    private readonly PartyGrid<ClosedMonths> _closed = new();
    private readonly Dictionary<ProviderRuleRecord, PayRule> _payRules = new(ReferenceEqualityComparer.Instance);

    public BookLens(ReportFacts facts, PriceBook book)
    {
        _facts = facts;
        Book = book;
    }

    private BookLens(BookLens from, PriceBook book, TouchedParties touched)
        : this(from._facts, book)
    {
        _base = from;
        _touched = touched;
    }

    public PriceBook Book { get; private set; }

    /// <summary>Tells looks at different books apart, without keeping the books.</summary>
    public object Identity { get; private set; } = new();

    /// <summary>A lens on another book, which leans on this one for all parties that are not touched.</summary>
    public BookLens Towards(PriceBook book, TouchedParties touched) => new(this, book, touched);

    /// <summary>Takes over the book, and what was worked out, of a lens that leant on this one.</summary>
    public void TakeOver(BookLens target, BookDelta delta, TouchedParties touched)
    {
        (Book, Identity) = (target.Book, target.Identity);
        _slots.Replace(target._slots, touched.Client);
        _lanes.Replace(target._lanes, touched.Provider);
        _closed.Replace(target._closed, touched.Client);
        if (delta.AllProviders || !delta.Providers.IsEmpty)
        {
            _payRules.Clear();
        }
    }

    /// <summary>Which months of a client are closed.</summary>
    public ClosedMonths Closed(int client)
    {
        if (Book.Closings.IsEmpty)
        {
            return ClosedMonths.None;
        }

        if (_closed.Find(client, 0) is { } known)
        {
            return known;
        }

        if (_base is not null && !_touched!.Client(client))
        {
            return _base.Closed(client);
        }

        return _closed.Set(client, 0, ClosedMonths.Of(Book.Closings, _facts.Clients.Text(client)));
    }

    /// <summary>Which rule the reports of a client's modality take, by day.</summary>
    public SlotSchedule Slot(int client, int modality)
    {
        if (_slots.Find(client, modality) is { } known)
        {
            return known;
        }

        if (_base is not null && !_touched!.Client(client))
        {
            return _base.Slot(client, modality);
        }

        return _slots.Set(client, modality, SlotSchedule.For(Book, _facts.Clients.Text(client), _facts.Studies.ModalityText(modality)));
    }

    /// <summary>Which rule pays a provider's reports of a modality and priority, by day.</summary>
    public CogsLane Lane(int provider, int modality, Priority priority)
    {
        var at = (modality * Priorities) + (int)priority;
        if (_lanes.Find(provider, at) is { } known)
        {
            return known;
        }

        if (_base is not null && !_touched!.Provider(provider))
        {
            return _base.Lane(provider, modality, priority);
        }

        var schedule = CogsSchedule.For(Book, _facts.Providers.Text(provider), _facts.Studies.ModalityText(modality), priority);
        return _lanes.Set(provider, at, new CogsLane(schedule, TermsOf));
    }

    private PayRule TermsOf(ProviderRuleRecord rule)
    {
        if (!_payRules.TryGetValue(rule, out var terms))
        {
            _payRules[rule] = terms = new PayRule(rule);
        }

        return terms;
    }
}
