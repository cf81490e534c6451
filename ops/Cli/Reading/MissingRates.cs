using Sluice.Engine.Outputs;
using Sluice.Topology;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Cli.Reading;

/// <summary>Which exchange rates keep figures in the base currency empty, in a sentence.</summary>
/// <param name="book">Clients and rates.</param>
internal sealed class MissingRates(PriceBook book, BooksSettings settings)
{
    private const int MonthsNamedMax = 6;

    private static readonly TableSchema Margin = MarginTables.MarginSummary;
    private static readonly TableSchema Providers = MarginTables.ProviderSummary;

    private readonly List<Need> _needs = [];

    /// <summary>Of the log's clients and rates; rates to another currency than the books' count for nothing.</summary>
    public static MissingRates Of(IEnumerable<ReferenceRecord> clients, IEnumerable<ReferenceRecord> rates, BooksSettings settings) =>
        new(PriceBook.Empty.With(clients.Concat(rates.Where(r => r is FxRateRecord rate && rate.Quote == settings.BaseCurrency))), settings);

    /// <summary>Whether a row has a figure that waits for a rate.</summary>
    public static bool AnyEmpty(TableSchema table, IReadOnlyList<object?[]> rows) =>
        rows.Any(row => row[table.Ordinal("cogs_inr")] is null || (table == Margin && row[table.Ordinal("revenue_inr")] is null));

    /// <summary>Clients' months.</summary>
    /// <param name="providers">Of the same months: the tables know the currencies of COGS by month alone, not by client.</param>
    public void OfMargin(IReadOnlyList<object?[]> rows, IReadOnlyList<object?[]> providers)
    {
        var foreign = providers.ToLookup(r => (string)r[0]!, r => (string)r[Providers.Ordinal("currency")]!);
        foreach (var row in rows)
        {
            var month = BusinessMonth.Parse((string)row[0]!);
            var policy = book.Client((string)row[Margin.Ordinal("client_id")]!)?.FxPolicy ?? FxPolicy.MonthEnd;
            if (row[Margin.Ordinal("revenue_inr")] is null && row[Margin.Ordinal("revenue")] is not null)
            {
                Add((string)row[Margin.Ordinal("currency")]!, month, policy);
            }

            if (row[Margin.Ordinal("cogs_inr")] is null)
            {
                foreach (var currency in foreign[(string)row[0]!])
                {
                    Add(currency, month, policy);
                }
            }
        }
    }

    /// <summary>Providers' months: always at the month-end rate.</summary>
    public void OfProviders(IReadOnlyList<object?[]> rows)
    {
        foreach (var row in rows.Where(r => r[Providers.Ordinal("cogs_inr")] is null && r[Providers.Ordinal("cogs")] is not null))
        {
            Add((string)row[Providers.Ordinal("currency")]!, BusinessMonth.Parse((string)row[0]!), FxPolicy.MonthEnd);
        }
    }

    /// <summary>What lacks and what to do; null where nothing waits for a rate.</summary>
    public string? Sentence()
    {
        if (_needs.Count == 0)
        {
            return null;
        }

        var lacking = _needs.Where(n => book.Rates.Factor(n.Currency, n.Month, n.Policy) is null).Distinct().ToList();
        if (lacking.Count == 0)
        {
            return $"the rates that figures in {settings.BaseCurrency} lack have arrived since: ./sluice run works them in";
        }

        var currencies = lacking.GroupBy(n => n.Currency).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Key} in {Months([.. g.GroupBy(n => n.Month).OrderBy(m => m.Key).Select(m => Month(m.Key, [.. m]))])}");
        return $"no rate of {string.Join("; of ", currencies)}: figures in {settings.BaseCurrency} that need one stay empty"
            + $" until it comes (./sluice fx fetch --from {lacking.Min(n => n.Month).FirstDate.AddDays(-7):yyyy-MM-dd} or"
            + " ./sluice ingest fx_rates FILE, then ./sluice run)";
    }

    /// <summary>A month-end rate may lie a week before the month; a mean needs one within it, which is worth saying where that alone lacks.</summary>
    private string Month(BusinessMonth month, IReadOnlyList<Need> needs) =>
        needs.Any(n => n.Policy == FxPolicy.MonthEnd) || book.Rates.Factor(needs[0].Currency, month, FxPolicy.MonthEnd) is null
            ? $"{month}"
            : $"{month} (for the average, dated in the month)";

    private static string Months(IReadOnlyList<string> months) => months.Count <= MonthsNamedMax
        ? string.Join(", ", months)
        : $"{string.Join(", ", months.Take(MonthsNamedMax))} and {months.Count - MonthsNamedMax} more months";

    private void Add(string currency, BusinessMonth month, FxPolicy policy)
    {
        if (currency != settings.BaseCurrency)
        {
            _needs.Add(new Need(currency, month, policy));
        }
    }

    private readonly record struct Need(string Currency, BusinessMonth Month, FxPolicy Policy);
}
