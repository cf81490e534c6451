using System.CommandLine;
using System.Globalization;
using Sluice.Cli.Hosting;
using Sluice.Connectors.Fx.Rates;
using Sluice.Topology.Money;

namespace Sluice.Cli.Fx;

/// <summary>The options that choose among the rates of a file.</summary>
internal static class RateOptions
{
    public static Option<string?> From(string description) => new("--from") { Description = description, HelpName = "YYYY-MM-DD" };

    public static Option<string[]> Currency(string description) => new("--currency") { Description = description, HelpName = "CODE" };

    /// <exception cref="CliException">It is no date.</exception>
    public static DateOnly? Date(this ParseResult parsed, Option<string?> option) => parsed.GetValue(option) switch
    {
        null => null,
        var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
        var text => throw CliException.Usage($"\"{text}\" is not a date: write YYYY-MM-DD, such as 2026-01-31"),
    };

    /// <summary>What is wanted of files for books in this currency.</summary>
    /// <exception cref="CliException">An option names no currency.</exception>
    public static RateWish Wish(this ParseResult parsed, string baseCurrency, Option<string?> from, Option<string[]> currency)
    {
        var only = parsed.GetValue(currency) ?? [];
        return Array.Find(only, c => !Currencies.IsKnown(c)) is { } unknown
            ? throw CliException.Usage($"--currency {unknown} is not a currency of ISO 4217")
            : new RateWish(baseCurrency, IsKnown, parsed.Date(from), only.Length > 0 ? only.ToHashSet(StringComparer.Ordinal) : null);
    }

    public static bool IsKnown(string code) => Currencies.IsKnown(code);
}
