using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Money;

namespace Sluice.Topology.Books.Commands;

/// <summary>What <c>margin_summary</c> shows of a booked month.</summary>
internal static class SummaryOf
{
    public static BookedSummary Sheet(ClientSheet sheet, long version, string reference)
    {
        var margin = sheet.RevenueInr - sheet.CogsInr;
        return new(version, sheet.Reports, sheet.Revenue, sheet.Record.Currency, sheet.RevenueInr, sheet.CogsInr, margin, Percent(margin, sheet.RevenueInr), reference);
    }

    /// <summary>A month in which nothing was charged and nothing earned.</summary>
    public static BookedSummary Nothing(string currency, long version, string reference) =>
        new(version, 0, 0m, currency, 0m, 0m, 0m, null, reference);

    /// <summary>Whether two show the same figures, whatever their versions: none are the same in any currency.</summary>
    public static bool ShowsTheSame(BookedSummary one, BookedSummary other) =>
        (ShowsNothing(one) && ShowsNothing(other)) || one with { Version = 0, Reference = "" } == other with { Version = 0, Reference = "" };

    /// <summary>Whether a month with it has no row.</summary>
    public static bool ShowsNothing(BookedSummary summary) => summary is { Reports: 0, Revenue: 0 };

    private static decimal? Percent(decimal? margin, decimal? revenue)
    {
        try
        {
            return margin is { } part && revenue is { } whole && Scaled.Percent(Scaled.FromDecimal(part), Scaled.FromDecimal(whole)) is { } percent
                ? Scaled.ToDecimal(percent)
                : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
