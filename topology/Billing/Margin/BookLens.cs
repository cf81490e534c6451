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
    private readonly List<List<SlotSchedule?>?> _slots = [];
    private readonly List<List<CogsLane?>?> _lanes = [];
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

    /// <summary>A lens on another book, which leans on this one for all parties that are not touched.</summary>
    public BookLens Towards(PriceBook book, TouchedParties touched) => new(this, book, touched);

    /// <summary>Takes over the book, and what was worked out, of a lens that leant on this one.</summary>
    public void TakeOver(BookLens target, BookDelta delta, TouchedParties touched)
    {
        Book = target.Book;
        Replace(_slots, target._slots, touched.Client);
        Replace(_lanes, target._lanes, touched.Provider);
        if (delta.AllProviders || !delta.Providers.IsEmpty)
        {
            _payRules.Clear();
        }
    }

    /// <summary>Which rule the reports of a client's modality take, by day.</summary>
    public SlotSchedule Slot(int client, int modality)
    {
        if (Known(_slots, client, modality) is { } known)
        {
            return known;
        }

        if (_base is not null && !_touched!.Client(client))
        {
            return _base.Slot(client, modality);
        }

        var slots = ListAt(_slots, client);
        while (slots.Count <= modality)
        {
            slots.Add(null);
        }

        return slots[modality] ??= SlotSchedule.For(Book, _facts.Clients.Text(client), _facts.Studies.ModalityText(modality));
    }

    /// <summary>Which rule pays a provider's reports of a modality and priority, by day.</summary>
    public CogsLane Lane(int provider, int modality, Priority priority)
    {
        var at = (modality * Priorities) + (int)priority;
        if (Known(_lanes, provider, at) is { } known)
        {
            return known;
        }

        if (_base is not null && !_touched!.Provider(provider))
        {
            return _base.Lane(provider, modality, priority);
        }

        var lanes = ListAt(_lanes, provider);
        while (lanes.Count <= at)
        {
            lanes.Add(null);
        }

        return lanes[at] ??= new CogsLane(
            CogsSchedule.For(Book, _facts.Providers.Text(provider), _facts.Studies.ModalityText(modality), priority),
            TermsOf);
    }

    private PayRule TermsOf(ProviderRuleRecord rule)
    {
        if (!_payRules.TryGetValue(rule, out var terms))
        {
            _payRules[rule] = terms = new PayRule(rule);
        }

        return terms;
    }

    /// <summary>What was worked out before, which is nearly always so.</summary>
    private static T? Known<T>(List<List<T?>?> lists, int number, int at)
        where T : class =>
        (uint)number < (uint)lists.Count && lists[number] is { } list && (uint)at < (uint)list.Count ? list[at] : null;

    private static List<T?> ListAt<T>(List<List<T?>?> lists, int number)
        where T : class
    {
        while (lists.Count <= number)
        {
            lists.Add(null);
        }

        return lists[number] ??= [];
    }

    private static void Replace<T>(List<List<T?>?> lists, List<List<T?>?> others, Func<int, bool> touched)
        where T : class
    {
        while (lists.Count < others.Count)
        {
            lists.Add(null);
        }

        for (var number = 0; number < lists.Count; number++)
        {
            if (touched(number))
            {
                lists[number] = number < others.Count ? others[number] : null;
            }
        }
    }
}
