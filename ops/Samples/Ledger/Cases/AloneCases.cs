namespace Sluice.Samples.Ledger.Cases;

/// <summary>Jobs and entries without a counterpart.</summary>
internal sealed class AloneCases(WorkDesk desk, EntryWriter entries)
{
    public Match[]? DuplicateJob(long jobsLeft)
    {
        if (jobsLeft < 2)
            return null;
        var job = desk.Job();
        return
        [
            new Match([job], [entries.Book(job, entries.Careful(100))], Causes.None),
            new Match([desk.Again(job)], [], Causes.DuplicateJob),
        ];
    }

    public Match[] DuplicateEntry()
    {
        var job = desk.Job();
        var entry = entries.Book(job, entries.Careful(100));
        var again = entry with { Id = desk.NextEntryId(), Posted = entries.Posted(entry.Posted) };
        return [new Match([job], [entry], Causes.None), new Match([], [again], Causes.DuplicateEntry)];
    }

    public Match[] MissingInLedger() => [new Match([desk.Job()], [], Causes.MissingInLedger)];

    public Match[] MissingInJobs()
    {
        var phantom = desk.Phantom();
        var entry = entries.Book(phantom, entries.Careful(0) with { Ref = desk.Dice.Percent(50) ? RefState.Whole : RefState.Missing });
        return [new Match([], [entry], Causes.MissingInJobs)];
    }
}
