using System.Globalization;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books.Documents;

namespace Sluice.Topology.Books.Verifying;

/// <summary>Closed rows of <c>provider_summary</c>, and the booked sums behind them, against the providers' documents.</summary>
internal static class StatementChecks
{
    /// <param name="partials">Rows of <see cref="MarginTables.ProviderPartial"/>.</param>
    /// <param name="summaries">Rows of <see cref="MarginTables.ProviderSummary"/>.</param>
    public static IReadOnlyList<BookCheck> Run(
        KeptBooks books, IReadOnlyList<object?[]> partials, IReadOnlyList<object?[]> summaries, BooksSettings settings)
    {
        var documents = new MonthDocuments(books.Invoices, books.Notes);
        var total = ProviderTotals.Merge(settings).Merge;
        var shard = MarginTables.ProviderPartial.Ordinal("shard");
        var booked = partials.Where(row => (long)row[shard]! == ProviderTotals.BookedShard).GroupBy(PartyOf).ToDictionary(rows => rows.Key, rows => total([.. rows]));
        var status = MarginTables.ProviderSummary.Ordinal("status");
        var stated = documents.Parties.Where(party => party.Type == PartyKey.Provider).ToHashSet();
        var shown = summaries.Where(row => (string)row[status]! == "closed" || booked.ContainsKey(PartyOf(row)) || stated.Contains(PartyOf(row))).ToDictionary(PartyOf);
        var known = stated.Union(booked.Keys).Order(PartyKey.Order).ToList();
        var seen = booked.Keys.Union(shown.Keys).Order(PartyKey.Order).ToList();
        return
        [
            new(
                "statements",
                "what is booked of providers = what their documents come to, less what was credited by hand",
                known.Count,
                [.. known.SelectMany(party => Booked(party, documents.Computed(party), booked.GetValueOrDefault(party)))]),
            new(
                "shown statements",
                "provider_summary of closed months = what is booked",
                seen.Count,
                [.. seen.SelectMany(party => Shown(party, booked.GetValueOrDefault(party), shown.GetValueOrDefault(party)))])
            {
                IsLive = true,
            },
        ];
    }

    private static IEnumerable<string> Booked(PartyKey party, decimal computed, object?[]? booked)
    {
        var cogs = (decimal?)booked?[MarginTables.ProviderSummary.Ordinal("cogs")] ?? 0m;
        if (cogs != computed)
        {
            yield return $"{party} {party.Month}: {cogs} {party.Currency} is booked in {MarginTables.ProviderPartial.Name}, and the documents come to {computed}";
        }
    }

    private static IEnumerable<string> Shown(PartyKey party, object?[]? booked, object?[]? shown)
    {
        if (!Words(booked).Equals(Words(shown), StringComparison.Ordinal))
        {
            yield return $"{MarginTables.ProviderSummary.Name} {party.Month} {party.Id} shows {Words(shown)}, and what is booked is {Words(booked)}";
        }
    }

    private static PartyKey PartyOf(object?[] row) => new(PartyKey.Provider, (string)row[1]!, (string)row[0]!, (string)row[2]!);

    private static string Words(object?[]? row)
    {
        var table = MarginTables.ProviderSummary;
        return row is null ? "nothing" : string.Create(
            CultureInfo.InvariantCulture,
            $"{row[table.Ordinal("reports")]} reports, {row[table.Ordinal("cogs")]:0.00######} {row[2]}, {row[table.Ordinal("cogs_inr")]:0.00######} in the base currency, {row[table.Ordinal("status")]}");
    }
}
