using System.Globalization;
using Sluice.Topology.Books.Sheets;

namespace Sluice.Topology.Books.Documents;

/// <summary>What a recomputation changes of the lines before, in words: what is said of all lines sums to the difference.</summary>
internal static class LineChanges
{
    /// <summary>Lines that are told each; of more, only how many there are.</summary>
    private const int ToldMax = 4;

    /// <param name="before">Lines that the account was computed to, without what earlier documents came to.</param>
    /// <param name="credited">What reruns have credited of them since.</param>
    /// <param name="after">Lines that it comes to now.</param>
    public static string InWords(IEnumerable<SheetLine> before, decimal credited, IEnumerable<SheetLine> after)
    {
        var was = before.ToLookup(Key);
        var now = after.ToLookup(Key);
        var words = was.Select(lines => lines.Key).Union(now.Select(lines => lines.Key))
            .Select(key => (Key: key, Delta: now[key].Sum(line => line.Amount) - was[key].Sum(line => line.Amount)))
            .Where(line => line.Delta != 0)
            .OrderByDescending(line => Math.Abs(line.Delta))
            .Select(line => $"{Name(line.Key)} {Terms(was[line.Key])} → {Terms(now[line.Key])} ({Signed(line.Delta)})")
            .ToList();
        if (words.Count > ToldMax)
        {
            words = [.. words.Take(ToldMax), $"and {words.Count - ToldMax} more lines"];
        }

        if (credited != 0)
        {
            words.Add($"already credited ({Signed(credited)})");
        }

        return string.Join("; ", words);
    }

    private static (string? RuleId, string Kind, int? Tier) Key(SheetLine line) => (line.RuleId, line.Kind, line.Tier);

    private static string Name((string? RuleId, string Kind, int? Tier) line) =>
        $"{line.RuleId ?? "-"} {line.Kind.Replace('_', ' ')}{(line.Tier is { } tier ? $" {tier}" : "")}:";

    /// <summary>Units at each price; of lines without a price their number.</summary>
    private static string Terms(IEnumerable<SheetLine> lines)
    {
        var prices = lines.GroupBy(line => line.UnitPrice, line => line.Units)
            .Select(units => units.Key is { } price ? $"{Amount(units.Sum())} × {Amount(price)}" : Amount(units.Sum()))
            .ToList();
        return prices.Count == 0 ? "none" : string.Join(" + ", prices);
    }

    private static string Signed(decimal amount) => amount.ToString("+#,##0.########;-#,##0.########;0", CultureInfo.InvariantCulture);

    private static string Amount(decimal amount) => amount.ToString("#,##0.########", CultureInfo.InvariantCulture);
}
