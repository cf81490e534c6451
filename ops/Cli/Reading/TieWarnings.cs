using System.Globalization;
using Sluice.Cli.Rendering;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Reading;

/// <summary>
/// What in the reference data is mostly somebody's mistake: versions of which nothing but their text says which one counts,
/// and aliases that lead in a circle.
/// </summary>
internal static class TieWarnings
{
    private const int NamedMax = 5;

    /// <summary>A sentence for each of the first ties and circles, and one that counts those not named; none where all is well.</summary>
    public static IReadOnlyList<string> Of(PriceBook book)
    {
        var ties = book.Ties().GroupBy(r => (r.GetType(), r.Identity, r.RecordedAt)).ToList();
        var lines = ties.Take(NamedMax).Select(t => $"warning: {Sentence(t.First(), t.Count())}").ToList();
        if (ties.Count > NamedMax)
        {
            lines.Add($"warning: and {Amounts.Count(ties.Count - NamedMax)} more whose versions were recorded at one instant");
        }

        lines.AddRange(Circles(book));
        return lines;
    }

    private static IEnumerable<string> Circles(PriceBook book)
    {
        var circles = book.Aliases.Circles;
        foreach (var circle in circles.Take(NamedMax))
        {
            yield return $"warning: aliases of {circle.Kind.Word()} lead in a circle, "
                + $"{DisplayText.Clean(string.Join(" -> ", circle.Names.Append(circle.Names[0])))}: all of them stand for {DisplayText.Clean(circle.Names[0])}";
        }

        if (circles.Count > NamedMax)
        {
            yield return $"warning: and {Amounts.Count(circles.Count - NamedMax)} more circles of aliases";
        }
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
        AliasRecord alias => $"the alias of {alias.Kind.Word()} \"{alias.From}\"",
        FxRateRecord rate => $"the rate of {rate.Base} on {rate.Date:yyyy-MM-dd}",
        _ => $"client rule {record.Identity}",
    };
}
