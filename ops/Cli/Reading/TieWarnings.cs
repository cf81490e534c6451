using System.Globalization;
using Sluice.Cli.Rendering;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Reading;

/// <summary>Versions of reference data of which nothing but their text says which one counts: mostly somebody's mistake.</summary>
internal static class TieWarnings
{
    private const int NamedMax = 5;

    /// <summary>A sentence for each of the first ties, and a last one that counts those not named; none where nothing ties.</summary>
    public static IReadOnlyList<string> Of(PriceBook book)
    {
        var ties = book.Ties().GroupBy(r => (r.GetType(), r.Identity, r.RecordedAt)).ToList();
        var lines = ties.Take(NamedMax).Select(t => $"warning: {Sentence(t.First(), t.Count())}").ToList();
        if (ties.Count > NamedMax)
        {
            lines.Add($"warning: and {Amounts.Count(ties.Count - NamedMax)} more whose versions were recorded at one instant");
        }

        return lines;
    }

    private static string Sentence(ReferenceRecord record, int versions)
    {
        var at = record.RecordedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
        return $"{versions} versions of {DisplayText.Clean(Name(record))} were recorded at {at}: the one with the greater text counts";
    }

    private static string Name(ReferenceRecord record) => record switch
    {
        ClientRecord client => $"client {client.ClientId}",
        ProviderRecord provider => $"provider {provider.ProviderId} from {provider.EffectiveFrom:yyyy-MM-dd}",
        ProviderRuleRecord rule => $"provider rule {rule.RuleId}",
        FxRateRecord rate => $"the rate of {rate.Base} on {rate.Date:yyyy-MM-dd}",
        _ => $"client rule {record.Identity}",
    };
}
