using Sluice.Samples.Ledger.Names;

namespace Sluice.Samples.Ledger.Cases;

/// <summary>Jobs whose entry has their amount, and another month, site or service.</summary>
internal sealed class PlaceCases(WorkDesk desk, EntryWriter entries)
{
    private const int CutoffDays = 6;

    /// <summary>Done in the month's last days, posted in the first ones of the next.</summary>
    public Match[] Cutoff()
    {
        var job = desk.Job(desk.Cell(), desk.Options.LastDay.AddDays(-(int)desk.Dice.Below(CutoffDays)));
        var entry = entries.Book(job, entries.Careful(50));
        return [new Match([job], [entry with { Posted = desk.Options.LastDay.AddDays((int)desk.Dice.Between(1, CutoffDays)) }], Causes.Cutoff)];
    }

    public Match[] OtherSite()
    {
        var job = desk.Job();
        int site;
        do
            site = (int)desk.Dice.Below(desk.Sites);
        while (site == job.Site || desk.IsReserved(site, job.Service));
        var entry = entries.Book(job with { Site = site, SiteName = desk.Site(site).Name }, entries.Careful(25));
        return [new Match([job], [entry], Causes.SiteMismatch)];
    }

    public Match[] OtherService()
    {
        var job = desk.Job();
        int service;
        do
            service = (int)desk.Dice.Below(ServiceKind.All.Count);
        while (service == job.Service || desk.IsReserved(job.Site, service));
        var entry = entries.Book(job with { Service = service, ServiceName = ServiceKind.All[service].Name }, entries.Careful(25));
        return [new Match([job], [entry], Causes.ServiceMismatch)];
    }
}
