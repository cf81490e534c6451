using Sluice.Samples.Chance;
using Sluice.Samples.Faults;
using Sluice.Samples.Market;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Ledger.Names;

/// <summary>The alias table: short names and codes of sites and services, retired codes of codes, now and then an older version.</summary>
internal static class AliasRecords
{
    private const string Site = "site";
    private const string ServiceType = "service_type";
    private const int SupersededPercent = 3;

    public static IEnumerable<Marked> Of(MarketPlace market)
    {
        var dice = new Dice(market.Options.Seed, DiceStream.Aliases);
        foreach (var (number, site) in SiteName.All.Index())
        {
            foreach (var known in site.Known)
            {
                yield return new Marked(Record(Site, known, Spelling.Typed(dice, site.Name), market.RecordedAt(30, dice)));
                // What it stood for before comes late, and counts no longer.
                if (market.Options.Faults && (number == 0 || dice.Percent(SupersededPercent)))
                    yield return new Marked(
                        Record(Site, known, SiteName.All[(number + 1) % SiteName.All.Count].Name, market.RecordedAt(90, dice)),
                        new Truth(FaultKinds.Stale, SampleTopics.Aliases, $"{Site} {known}", Site, InBooks.Superseded, "recorded before the version that came first"));
            }

            if (site.Retired is { } retired)
                yield return new Marked(Record(Site, retired, site.Known[1], market.RecordedAt(20, dice)));
        }

        foreach (var service in ServiceKind.All)
        {
            foreach (var known in service.Known)
                yield return new Marked(Record(ServiceType, known, service.Name, market.RecordedAt(30, dice)));
        }
    }

    private static SampleRecord Record(string kind, string from, string to, string recordedAt) =>
        JsonLine.Record(SampleTopics.Aliases, kind, json =>
        {
            json.WriteString("kind", kind);
            json.WriteString("from", from);
            json.WriteString("to", to);
            json.WriteString("recorded_at", recordedAt);
        });
}
