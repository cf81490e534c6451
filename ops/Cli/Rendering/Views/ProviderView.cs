using Sluice.Topology.Billing.Margin;

namespace Sluice.Cli.Rendering.Views;

/// <summary>What providers have earned, by month, provider and currency.</summary>
/// <param name="names">Providers' names by id, for people.</param>
/// <param name="baseCurrency">What the columns in INR are in.</param>
/// <param name="top">In a table only so many, those who earned most; null for all.</param>
internal sealed class ProviderView(IReadOnlyList<object?[]> rows, IReadOnlyDictionary<string, string> names, string baseCurrency, int? top = null)
    : View(MarginTables.ProviderSummary, rows)
{
    protected override TextTable ToText(Terminal terminal)
    {
        TextColumn[] columns =
        [
            new(top is null ? "month" : "", Drop: 3), new("provider"), new("name", ShrinksTo: 10, Drop: 2), new("reports", Right: true),
            new("", Right: true), new($"cogs {baseCurrency}", Right: true), new(""),
        ];
        var text = new TextTable([.. columns, .. Extras()]);
        var month = top is null ? null : (string?)Rows.Select(r => r[0]).FirstOrDefault();
        foreach (var row in Shown())
        {
            var provider = Value<string>(row, "provider_id");
            var currency = Value<string>(row, "currency");
            text.Add(
            [
                Value<string>(row, "month") == month ? "" : month = Value<string>(row, "month"),
                provider,
                new Cell(names.GetValueOrDefault(provider, ""), Tone.Muted),
                Amounts.Count(Value<long>(row, "reports"), baseCurrency),
                currency == baseCurrency ? "" : $"{Amounts.Format(Value<decimal?>(row, "cogs"), currency)} {currency}",
                Amounts.Format(Value<decimal?>(row, "cogs_inr"), baseCurrency),
                Value<string>(row, "status") == "open" ? "" : new Cell("closed", Tone.Muted),
                .. Extras(row),
            ]);
        }

        if (Rows.Count > 1)
        {
            var missing = Rows.Any(r => Value<decimal?>(r, "cogs_inr") is null);
            var total = missing ? null : Rows.Sum(r => Value<decimal?>(r, "cogs_inr"));
            var reports = Amounts.Count(Rows.Sum(r => Value<long>(r, "reports")), baseCurrency);
            var providers = Rows.Select(r => r[Table.Ordinal("provider_id")]).Distinct().Count();
            text.Footer(top is null ? "total" : "", top is null ? Amounts.Count(providers) : "total", "", new Cell(reports, Tone.Strong), "", new Cell(Amounts.Format(total, baseCurrency), Tone.Strong), "");
        }

        return text;
    }

    private IEnumerable<object?[]> Shown() => top is { } count
        ? Rows.OrderByDescending(r => Value<decimal?>(r, "cogs_inr") ?? 0).ThenBy(r => Value<string>(r, "provider_id"), StringComparer.Ordinal).Take(count)
        : Rows;
}
