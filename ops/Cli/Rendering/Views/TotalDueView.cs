using Sluice.Cli.Reading;

namespace Sluice.Cli.Rendering.Views;

/// <summary>What clients owe and providers are owed, by month and currency.</summary>
internal sealed class TotalDueView(IReadOnlyList<object?[]> rows) : View(TotalDue.Table, rows)
{
    protected override string Nothing => "no documents yet: ./sluice close M writes a month's";

    protected override string NoneFound => "nothing is due";

    protected override TextTable ToText(Terminal terminal)
    {
        var text = new TextTable(
            new("party"), new("month"), new(""), new("invoiced", Right: true, Drop: 1), new("credited", Right: true, Drop: 2), new("total due", Right: true));
        foreach (var row in Rows)
        {
            var (currency, due) = (Value<string>(row, "currency"), Value<decimal>(row, "total_due"));
            text.Add(
                $"{Value<string>(row, "party_type")} {Value<string>(row, "party_id")}",
                Value<string>(row, "month"),
                currency,
                Amounts.Format(Value<decimal>(row, "invoiced"), currency),
                Amounts.Format(Value<decimal>(row, "credited"), currency),
                new Cell(Amounts.Format(due, currency), due < 0 ? Tone.Warning : Tone.Strong));
        }

        return text;
    }
}
