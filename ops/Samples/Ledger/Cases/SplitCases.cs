namespace Sluice.Samples.Ledger.Cases;

/// <summary>One job in several entries, and several jobs in one.</summary>
internal sealed class SplitCases(WorkDesk desk, EntryWriter entries)
{
    /// <summary>Entries that name one job and come to its amount.</summary>
    public Match[] Instalments()
    {
        var job = desk.Job(desk.Cell(), desk.Day(), quantityLeast: 8);
        return [new Match([job], Parts(job, (int)desk.Dice.Between(2, 3), RefState.Whole), Causes.None) { Note = "instalments" }];
    }

    /// <summary>All jobs of a site and service in one entry that names none of them.</summary>
    public Match[]? Gathered(long jobsLeft)
    {
        var size = (int)desk.Dice.Between(3, 6);
        if (jobsLeft < size)
            return null;
        if (desk.OwnCell() is not { } cell)
            return Instalments();
        JobDraft[] jobs = [.. Enumerable.Range(0, size).Select(_ => desk.Job(cell, desk.Day()))];
        var last = jobs.MaxBy(job => job.Date)!;
        var sum = last with { Quantity = jobs.Sum(job => job.Quantity), Amount = jobs.Sum(job => job.Amount) };
        return [new Match(jobs, [entries.Book(sum, entries.Careful(0) with { Ref = RefState.Missing })], Causes.None) { Note = "one entry for all jobs of a site and service" }];
    }

    /// <summary>One job of a site and service in all its entries, none of which names it.</summary>
    public Match[] Scattered()
    {
        if (desk.OwnCell() is not { } cell)
            return Instalments();
        var job = desk.Job(cell, desk.Day(), quantityLeast: 12);
        return [new Match([job], Parts(job, (int)desk.Dice.Between(2, 4), RefState.Missing), Causes.None) { Note = "all entries of a site and service for one job" }];
    }

    private EntryDraft[] Parts(JobDraft job, int count, RefState state)
    {
        var parts = new EntryDraft[count];
        var (quantity, amount) = (job.Quantity, job.Amount);
        for (var i = 0; i < count; i++)
        {
            var left = count - i;
            // Less than an even part of what is left, so that something is left for each.
            var share = left == 1 ? 1 : desk.Dice.Between(3, 9) / 10m / left;
            var (q, a) = left == 1 ? (quantity, amount) : (Math.Max(1, Math.Floor(quantity * share)), desk.Rounded(amount * share));
            parts[i] = entries.Book(job with { Quantity = q, Amount = a }, entries.Careful(0) with { Ref = state });
            (quantity, amount) = (quantity - q, amount - a);
        }

        return parts;
    }
}
