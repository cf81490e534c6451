using Sluice.Topology.Books;

namespace Sluice.Cli.Rendering.Views;

/// <summary>What a rerun found: booked against recomputed, a row a party.</summary>
internal sealed class RerunView(IReadOnlyList<object?[]> rows) : View(BooksTables.RerunReports, rows)
{
    protected override string Nothing => "nothing differs";

    protected override TextTable ToText(Terminal terminal)
    {
        var text = new TextTable(
            new("month", Drop: 3), new("party"), new("", Drop: 4), new("booked", Right: true), new("recomputed", Right: true), new("delta", Right: true),
            new("documents", ShrinksTo: 16, Wraps: true, Drop: 1), new("why", ShrinksTo: 24, Wraps: true));
        foreach (var row in Rows)
        {
            var (currency, delta) = (Value<string>(row, "currency"), Value<decimal>(row, "delta"));
            text.Add(
                Value<string>(row, "month"),
                $"{Value<string>(row, "party_type")} {Value<string>(row, "party_id")}",
                currency,
                Amounts.Format(Value<decimal>(row, "booked"), currency),
                Amounts.Format(Value<decimal>(row, "recomputed"), currency),
                new Cell(Signed(delta, currency), delta < 0 ? Tone.Bad : delta > 0 ? Tone.Good : Tone.Muted),
                Value<string?>(row, "documents") ?? "",
                new Cell(Value<string?>(row, "why") ?? "", Tone.Muted));
        }

        return text;
    }

    private static string Signed(decimal delta, string currency) => (delta > 0 ? "+" : "") + Amounts.Format(delta, currency);
}
