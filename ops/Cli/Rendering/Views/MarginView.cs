using Sluice.Topology.Billing.Margin;

namespace Sluice.Cli.Rendering.Views;

/// <summary>Margin by month and client.</summary>
/// <param name="names">Clients' names by id, for people.</param>
/// <param name="baseCurrency">What the columns in INR are in.</param>
/// <param name="top">In a table only so many, those with the largest margin; null for all.</param>
internal sealed class MarginView(IReadOnlyList<object?[]> rows, IReadOnlyDictionary<string, string> names, string baseCurrency, int? top = null)
    : View(MarginTables.MarginSummary, rows)
{
    protected override TextTable ToText(Terminal terminal)
    {
        // A list of one month can spare its column first.
        var isOneMonth = Rows.Select(r => r[0]).Distinct().Count() < 2;
        TextColumn[] columns =
        [
            new(top is null ? "month" : "", Drop: isOneMonth ? 1 : 4), new("client"), new("name", ShrinksTo: 9, Drop: 1), new("reports", Right: true, Drop: 2),
            new("", Right: true), new($"revenue {baseCurrency}", Right: true), new("cogs", Right: true, Drop: 3), new("margin", Right: true),
            new("%", Right: true), new(""),
        ];
        var text = new TextTable([.. columns, .. Extras()]);
        var month = top is null ? null : (string?)Rows.Select(r => r[0]).FirstOrDefault();
        foreach (var row in Shown())
        {
            var client = Value<string>(row, "client_id");
            var margin = Value<decimal?>(row, "margin_inr");
            var currency = Value<string>(row, "currency");
            var open = Value<string>(row, "status") == "open";
            text.Add(
            [
                Value<string>(row, "month") == month ? "" : month = Value<string>(row, "month"),
                client,
                new Cell(names.GetValueOrDefault(client, ""), Tone.Muted),
                Amounts.Count(Value<long>(row, "reports"), baseCurrency),
                currency == baseCurrency ? "" : $"{Amounts.Format(Value<decimal?>(row, "revenue"), currency)} {currency}",
                Amount(row, "revenue_inr"),
                Amount(row, "cogs_inr"),
                new Cell(Amounts.Format(margin, baseCurrency), margin < 0 ? Tone.Bad : Tone.Plain),
                new Cell(Amounts.Percent(Value<decimal?>(row, "margin_pct")), margin < 0 ? Tone.Bad : Tone.Good),
                open ? "" : new Cell("closed", Tone.Muted),
                .. Extras(row),
            ]);
        }

        AddTotals(text, isOneMonth || top is not null);
        return text;
    }

    private IEnumerable<object?[]> Shown() => top is { } count
        ? Rows.OrderByDescending(r => Value<decimal?>(r, "margin_inr") ?? decimal.MinValue).ThenBy(r => Value<string>(r, "client_id"), StringComparer.Ordinal).Take(count)
        : Rows;

    private string Amount(object?[] row, string column) => Amounts.Format(Value<decimal?>(row, column), baseCurrency);

    private void AddTotals(TextTable text, bool isMonthApart)
    {
        if (Rows.Count < 2)
        {
            return;
        }

        var (revenue, cogs, margin) = (Sum("revenue_inr"), Sum("cogs_inr"), Sum("margin_inr"));
        var percent = revenue is null or 0 || margin is null ? null : (decimal?)Math.Round(100 * margin.Value / revenue.Value, 2, MidpointRounding.AwayFromZero);
        var clients = Rows.Select(r => r[Table.Ordinal("client_id")]).Distinct().Count();
        text.Footer(
            isMonthApart ? "" : "total",
            isMonthApart ? "total" : Amounts.Count(clients),
            "",
            new Cell(Amounts.Count(Rows.Sum(r => Value<long>(r, "reports")), baseCurrency), Tone.Strong),
            "",
            new Cell(Amounts.Format(revenue, baseCurrency), Tone.Strong),
            new Cell(Amounts.Format(cogs, baseCurrency), Tone.Strong),
            new Cell(Amounts.Format(margin, baseCurrency), margin < 0 ? Tone.Bad : Tone.Strong),
            new Cell(Amounts.Percent(percent), margin < 0 ? Tone.Bad : Tone.Good),
            "");
    }

    /// <summary>Null where a part is missing: such a sum would be wrong, not merely incomplete.</summary>
    private decimal? Sum(string column) =>
        Rows.Any(r => Value<decimal?>(r, column) is null) ? null : Rows.Sum(r => Value<decimal?>(r, column));
}
