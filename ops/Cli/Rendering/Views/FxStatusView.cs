using System.Globalization;
using Sluice.Cli.Fx;
using Sluice.Engine.Outputs;

namespace Sluice.Cli.Rendering.Views;

/// <summary>The newest rate of each currency and how old it is.</summary>
internal sealed class FxStatusView(FxReport report) : View(Schema, [.. report.Newest.Select(r => new object?[]
{
    r.Base, report.BaseCurrency, Date(r.Date), r.Rate, (long)report.Age(r.Date), Word(report.IsStale(r.Date)), r.Source, r.RecordedAt,
    report.State.LastFetchAt, report.State.LastResult.Length > 0 ? report.State.LastResult : null,
})])
{
    private static readonly TableSchema Schema = new(
        "fx_status",
        KeyColumns: 1,
        Outbox: false,
        new("base", ColumnType.Text),
        new("quote", ColumnType.Text),
        new("date", ColumnType.Text),
        new("rate", ColumnType.Amount),
        new("age_business_days", ColumnType.Integer),
        new("status", ColumnType.Text),
        new("source", ColumnType.Text),
        new("recorded_at", ColumnType.Instant),
        new("last_fetch_at", ColumnType.Instant),
        new("last_result", ColumnType.Text));

    protected override string Nothing => "no exchange rates yet: ./sluice fx fetch, or ./sluice ingest fx_rates FILE";

    protected override TextTable ToText(Terminal terminal)
    {
        var text = new TextTable(
            new(""), new($"{report.BaseCurrency} for one", Right: true), new("date"), new("business days old", Right: true, Drop: 1), new("source", Drop: 2, ShrinksTo: 6), new(""));
        foreach (var rate in report.Newest)
        {
            var stale = report.IsStale(rate.Date);
            text.Add(
                new Cell(rate.Base, Tone.Strong),
                rate.Rate.ToString("#,0.00000000", CultureInfo.InvariantCulture),
                Date(rate.Date),
                Amounts.Count(report.Age(rate.Date)),
                new Cell(rate.Source, Tone.Muted),
                new Cell(Word(stale), stale ? Tone.Warning : Tone.Good));
        }

        return text;
    }

    private static string Word(bool stale) => stale ? "stale" : "fresh";

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
