using Sluice.Samples.Ledger.Names;

namespace Sluice.Samples.Ledger.Cases;

/// <summary>Jobs that are booked once and as they were, alone or with twins.</summary>
internal sealed class PlainCases(WorkDesk desk, EntryWriter entries)
{
    private int _twins;

    public Match[] Pair()
    {
        var job = desk.Job();
        var style = entries.Draw();
        var entry = entries.Book(job, style);
        if (style.Site is NameState.Unknown)
            return [new Match([job], [entry], Causes.SiteMismatch) { Note = "the alias table lacks the name of the site" }];
        if (style.Service is NameState.Unknown)
            return [new Match([job], [entry], Causes.ServiceMismatch) { Note = "the alias table lacks the name of the service" }];
        return [new Match([job], [entry], Causes.None)];
    }

    /// <summary>Two or three jobs of one site, day and amount: alike in everything, or each of another service.</summary>
    public Match[]? Twins(long jobsLeft)
    {
        var size = desk.Dice.Percent(25) ? 3 : 2;
        if (jobsLeft < size)
            return null;
        var alike = desk.Dice.Percent(60);
        var state = entries.DrawRef(desk.Mix.RefsMissing, desk.Mix.RefsMistyped);
        var jobs = new List<JobDraft> { desk.Job() };
        while (jobs.Count < size)
            jobs.Add(alike ? desk.Again(jobs[0]) : OfOtherService(jobs) ?? desk.Again(jobs[0]));
        alike |= jobs.DistinctBy(job => job.Service).Count() < size;
        var name = $"{desk.Client.Id}/twins-{++_twins}";
        return
        [
            .. jobs.Select(job => new Match([job], [entries.Book(job, entries.Careful(0) with { Ref = state, Redated = true })], Causes.None)
            {
                Twins = name,
                Interchangeable = alike && state == RefState.Missing ? $"{name}/{job.Service}" : null,
            }),
        ];
    }

    private JobDraft? OfOtherService(List<JobDraft> jobs)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var service = (int)desk.Dice.Below(ServiceKind.All.Count);
            if (jobs.All(job => job.Service != service) && !desk.IsReserved(jobs[0].Site, service)
                && desk.Job((jobs[0].Site, service), jobs[0].Date, jobs[0].Amount) is { } job)
                return job;
        }

        return null;
    }
}
