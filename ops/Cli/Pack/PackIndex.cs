using System.Globalization;
using System.Text;
using Sluice.Cli.Documents;
using Sluice.Cli.Reading;
using Sluice.Cli.Rendering;
using Sluice.Engine.Outputs;
using static Sluice.Cli.Rendering.Html;

namespace Sluice.Cli.Pack;

/// <summary>The first page of a close pack: the month in figures, and every part with its file.</summary>
internal static class PackIndex
{
    /// <summary>Rows of a part that the page shows; the file has all.</summary>
    private const int RowsMax = 100;

    public static string Page(ClosePack pack)
    {
        var page = new StringBuilder();
        var title = $"Close of {DocumentWords.MonthName(pack.Month)}";
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <style>{PackStyle.Css}</style>
            </head>
            <body>
            <main>
            <p class="company">{Escape(pack.Frame.Issuer?.Name ?? "")}</p>
            <h1>{title}</h1>
            <p class="about">Business time zone {Escape(pack.Frame.Settings.TimeZone)}, base currency {Escape(pack.Frame.BaseCurrency)}. The sums of all files stand in <a href="{PackWriter.Sums}">{PackWriter.Sums}</a> (<code>sha256sum -c {PackWriter.Sums}</code>).</p>

            """);
        WriteSummary(page, pack);
        WritePages(page, pack);
        foreach (var section in pack.Sections)
        {
            WriteSection(page, section);
        }

        WriteWords(page, "Variances", "No comparison of jobs with the ledger is recorded for the month.");
        page.Append("</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    /// <summary>By side and currency: invoiced, credited, due.</summary>
    private static void WriteSummary(StringBuilder page, ClosePack pack)
    {
        page.Append("<section class=\"cards\">\n");
        foreach (var group in pack.Due.GroupBy(r => ((string)r[0]!, (string)r[TotalDue.Table.Ordinal("currency")]!)).OrderBy(g => g.Key))
        {
            var (type, currency) = group.Key;
            decimal Sum(string column) => group.Sum(r => (decimal)r[TotalDue.Table.Ordinal(column)]!);
            page.Append(CultureInfo.InvariantCulture, $"""
                <div><h2>{(type == "client" ? "Receivable" : "Payable")}, {Escape(currency)}</h2><p class="figure">{Escape(DocumentWords.Money(Sum("total_due"), currency))}</p><p class="about">{Escape(DocumentWords.Money(Sum("invoiced"), currency))} invoiced, {Escape(DocumentWords.Money(Sum("credited"), currency))} credited</p></div>

                """);
        }

        page.Append("</section>\n");
    }

    private static void WritePages(StringBuilder page, ClosePack pack)
    {
        if (pack.Documents.Count == 0)
        {
            return;
        }

        page.Append("""
            <section>
            <h2>Pages</h2>
            <p class="about">Each document as it is sent.</p>
            <table class="lines">
            <thead><tr><th>Document</th><th>Kind</th><th>Party</th><th class="n">Total</th><th class="n">Credited</th><th class="n">Due</th></tr></thead>
            <tbody>

            """);
        foreach (var document in pack.Documents)
        {
            page.Append(CultureInfo.InvariantCulture, $"""
                <tr><td><a href="{Escape(PackWriter.AddressOf(document))}">{Escape(document.Number)}</a></td><td>{DocumentWords.Title(document)}</td><td>{Escape(document.PartyId)}</td><td class="n">{Escape(DocumentWords.Money(document.Total, document.Currency))}</td><td class="n">{Escape(DocumentWords.Money(document.Credited, document.Currency))}</td><td class="n">{Escape(DocumentWords.Money(document.TotalDue, document.Currency))}</td></tr>

                """);
        }

        page.Append("</tbody>\n</table>\n</section>\n");
    }

    private static void WriteSection(StringBuilder page, PackSection section)
    {
        if (section.Rows.Count == 0)
        {
            WriteWords(page, section.Title, section.Nothing);
            return;
        }

        var rows = section.Rows.Count == 1 ? "1 row" : $"{Amounts.Count(section.Rows.Count)} rows";
        page.Append(CultureInfo.InvariantCulture, $"""
            <section>
            <h2>{section.Title}</h2>
            <p class="about">{section.About} {rows} in <a href="{section.File}">{section.File}</a>.</p>
            <div class="wide"><table class="lines">
            <thead><tr>{string.Concat(section.Shown.Select(i => $"<th{Side(section, i)}>{section.Table.Columns[i].Name.Replace('_', ' ')}</th>"))}</tr></thead>
            <tbody>

            """);
        foreach (var row in section.Rows.Take(RowsMax))
        {
            page.Append("<tr>").AppendJoin("", section.Shown.Select(i => $"<td{Side(section, i)}>{Escape(RowWriter.Text(row[i]))}</td>")).Append("</tr>\n");
        }

        page.Append("</tbody>\n</table></div>\n");
        if (section.Rows.Count > RowsMax)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"about\">and {Amounts.Count(section.Rows.Count - RowsMax)} more in the file</p>\n");
        }

        page.Append("</section>\n");
    }

    private static void WriteWords(StringBuilder page, string title, string words) =>
        page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{title}</h2>\n<p class=\"about\">{words}</p>\n</section>\n");

    private static string Side(PackSection section, int column) =>
        section.Table.Columns[column].Type is ColumnType.Amount or ColumnType.Integer or ColumnType.ScaledSum ? " class=\"n\"" : "";
}
