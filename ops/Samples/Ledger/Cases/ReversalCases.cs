namespace Sluice.Samples.Ledger.Cases;

/// <summary>Entries that are taken back, in whole or in part.</summary>
internal sealed class ReversalCases(WorkDesk desk, EntryWriter entries)
{
    /// <summary>A wrong entry, the reversal that takes it back, and the right one. The first two come to zero and are in no match.</summary>
    public (Match[] Matches, EntryDraft[] Zero) Redone()
    {
        var job = desk.Job();
        var style = entries.Careful(100);
        var wrong = entries.Book(job, style);
        if (desk.Dice.Percent(60))
            wrong = wrong with { Amount = desk.Rounded(wrong.Amount * desk.Dice.Between(105, 190) / 100) };
        var right = entries.Book(job, style) with { Ref = wrong.Ref };
        return ([new Match([job], [right], Causes.None)], [wrong, Back(wrong, wrong.Amount, wrong.Quantity)]);
    }

    /// <summary>An entry of too much, and what is taken back of it.</summary>
    public Match[] Netted()
    {
        var job = desk.Job();
        var more = desk.Rounded(job.Amount * desk.Dice.Between(5, 60) / 100) + 5;
        var entry = entries.Book(job with { Amount = job.Amount + more }, entries.Careful(100));
        return [new Match([job], [entry], Causes.None) { Netted = [Back(entry, more, 0)], Note = "reversed in part" }];
    }

    private EntryDraft Back(EntryDraft entry, decimal amount, decimal quantity) => entry with
    {
        Id = desk.NextEntryId(),
        Posted = entries.Posted(entry.Posted),
        Quantity = 0 - quantity,
        Amount = -amount,
        Reverses = entry.Id,
        Description = "reversal",
    };
}
