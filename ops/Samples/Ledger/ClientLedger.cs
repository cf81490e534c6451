using Sluice.Samples.Ledger.Cases;

namespace Sluice.Samples.Ledger;

/// <summary>All that belongs together in one client's month, and the entries that take each other back.</summary>
internal sealed class ClientLedger
{
    // So many of the cases that are due are tried before an ordinary one is made.
    private const int TriesMax = 4;

    private readonly WorkDesk _desk;
    private readonly EntryWriter _entries;
    private readonly PlainCases _plain;
    private readonly Dictionary<CaseKind, Func<long, Match[]?>> _makers;

    public ClientLedger(WorkDesk desk)
    {
        _desk = desk;
        _entries = new EntryWriter(desk);
        _plain = new PlainCases(desk, _entries);
        var (split, alone, amount) = (new SplitCases(desk, _entries), new AloneCases(desk, _entries), new AmountCases(desk, _entries));
        var (place, reversal) = (new PlaceCases(desk, _entries), new ReversalCases(desk, _entries));
        _makers = new()
        {
            [CaseKind.Twins] = _plain.Twins,
            [CaseKind.Instalments] = _ => split.Instalments(),
            [CaseKind.Gathered] = split.Gathered,
            [CaseKind.Scattered] = _ => split.Scattered(),
            [CaseKind.Redone] = _ => Keep(reversal.Redone()),
            [CaseKind.Netted] = _ => reversal.Netted(),
            [CaseKind.DuplicateJob] = alone.DuplicateJob,
            [CaseKind.DuplicateEntry] = _ => alone.DuplicateEntry(),
            [CaseKind.MissingInLedger] = _ => alone.MissingInLedger(),
            [CaseKind.MissingInJobs] = _ => alone.MissingInJobs(),
            [CaseKind.Currency] = _ => amount.OtherCurrency(),
            [CaseKind.Rounding] = _ => amount.Rounding(),
            [CaseKind.Quantity] = _ => amount.Quantity(),
            [CaseKind.RateChange] = _ => amount.RateChange(),
            [CaseKind.Trend] = amount.Trend,
            [CaseKind.Unexplained] = _ => amount.Unexplained(),
            [CaseKind.Cutoff] = _ => place.Cutoff(),
            [CaseKind.OtherSite] = _ => place.OtherSite(),
            [CaseKind.OtherService] = _ => place.OtherService(),
        };
    }

    public WorkDesk Desk => _desk;

    public List<Match> Matches { get; } = [];

    /// <summary>Entries and the reversals that take them back whole.</summary>
    public List<EntryDraft[]> Zero { get; } = [];

    /// <summary>Draws cases until there are so many jobs.</summary>
    /// <param name="due">Cases that are due, and those that come due on the way.</param>
    public void Draw(long jobs, CaseClock due)
    {
        for (var left = jobs; left > 0;)
        {
            due.Advance();
            var drawn = Due(due, left) ?? _plain.Pair();
            Matches.AddRange(drawn);
            var done = drawn.Sum(match => match.Jobs.Count);
            left -= done;
            due.Done(done);
        }
    }

    public void TypeRefs(Chance.Dice dice) => _entries.TypeRefs(dice);

    private Match[]? Due(CaseClock due, long left)
    {
        for (var tries = Math.Min(TriesMax, due.Owed.Count); tries > 0; tries--)
        {
            var kind = due.Owed.Dequeue();
            if (_makers[kind](left) is { } made)
                return made;
            due.Owed.Enqueue(kind);
        }

        return null;
    }

    private Match[] Keep((Match[] Matches, EntryDraft[] Zero) redone)
    {
        Zero.Add(redone.Zero);
        return redone.Matches;
    }
}
