using Sluice.Engine.Testing.Driving;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Billing.Cases;

/// <summary>The books of one case: what is known and what was read, run through the real flow in several orders of arrival.</summary>
/// <param name="Known">Clients, providers, rules and rates.</param>
/// <param name="Reports">Of client <see cref="Client"/>.</param>
internal sealed record CaseBooks(string Zone, IReadOnlyList<MarginRecord> Known, IReadOnlyList<CaseReport> Reports)
{
    public const string Client = "C1";

    /// <summary>
    /// The same set of records three times: prices first; reports first and then every price as news that reprices them;
    /// and the last-told half of the prices first, the reports backwards, the other half after them.
    /// </summary>
    public IEnumerable<TopologyTestDriver<PriceBook>> EveryOrder()
    {
        yield return Arrive(Known, Reports, []);
        yield return Arrive([], Reports, Known);
        var half = Known.Count / 2;
        yield return Arrive(Known.Skip(half).Reverse(), Reports.Reverse(), Known.Take(half).Reverse());
    }

    private TopologyTestDriver<PriceBook> Arrive(IEnumerable<MarginRecord> before, IEnumerable<CaseReport> reports, IEnumerable<MarginRecord> after)
    {
        var driver = new TopologyTestDriver<PriceBook>(
            FinanceTopology.Build(new BooksSettings(TimeZone: Zone)), new TestDriverOptions { BatchRecords = 1_000_000 });
        foreach (var record in before)
            driver.PipeReference(record.Topic, record.Key, record.Json);
        foreach (var report in reports.Select(r => r.Message()))
            driver.Pipe(report.Topic, report.Key, report.Json);
        driver.Advance();
        foreach (var record in after)
            driver.PipeReference(record.Topic, record.Key, record.Json).Advance();
        driver.DeadLetters.Select(letter => letter.Text("reason")).ShouldBeEmpty();
        return driver;
    }
}
