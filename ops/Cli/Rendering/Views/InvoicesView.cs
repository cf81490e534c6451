using Sluice.Topology.Books;

namespace Sluice.Cli.Rendering.Views;

/// <summary>The documents: what clients are billed, what providers are owed.</summary>
/// <param name="baseCurrency">What the column in INR is in.</param>
/// <param name="nothing">What to say where there are none; null for where they come from.</param>
internal sealed class InvoicesView(IReadOnlyList<object?[]> rows, string baseCurrency, string? nothing = null)
    : View(BooksTables.Invoices, rows)
{
    protected override string Nothing => nothing ?? "no documents yet: ./sluice close M writes a month's";

    protected override string NoneFound => "no documents";

    protected override TextTable ToText(Terminal terminal)
    {
        TextColumn[] columns =
        [
            new("document"), new("month", Drop: 3), new("kind", Drop: 2), new("party"), new("total", Right: true), new(""),
            new($"total {baseCurrency}", Right: true, Drop: 4), new("corrects", Drop: 1),
        ];
        var text = new TextTable([.. columns, .. Extras()]);
        foreach (var row in Rows)
        {
            var currency = Value<string>(row, "currency");
            text.Add(
            [
                Value<string>(row, "invoice_number"),
                Value<string>(row, "month"),
                Value<string>(row, "kind"),
                $"{Value<string>(row, "party_type")} {Value<string>(row, "party_id")}",
                Amounts.Format(Value<decimal>(row, "total"), currency),
                currency,
                Amounts.Format(Value<decimal?>(row, "total_inr"), baseCurrency),
                new Cell(Value<string?>(row, "original_number") ?? "", Tone.Muted),
                .. Extras(row),
            ]);
        }

        return text;
    }
}
