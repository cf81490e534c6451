using System.Globalization;
using System.Text;
using Sluice.Cli.Rendering;
using static Sluice.Cli.Rendering.Html;

namespace Sluice.Cli.Documents;

/// <summary>A document as one page of HTML that needs nothing else, to be sent, and to be printed on A4.</summary>
internal static class DocumentPage
{
    public static string Of(Document document, DocumentFrame frame)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Escape($"{DocumentWords.Title(document)} {document.Number}")}</title>
            <style>{DocumentStyle.Css}</style>
            </head>
            <body>
            <main class="sheet">

            """);
        WriteHead(page, document, frame);
        WriteParties(page, document, frame);
        WriteLines(page, document);
        WriteTotals(page, document, frame);
        WriteNotes(page, document, frame);
        page.Append(CultureInfo.InvariantCulture, $"""
            <footer><span>{Escape(frame.Issuer?.Name ?? "")}</span><span>{Escape(document.Number)}</span></footer>
            </main>
            </body>
            </html>

            """);
        return page.ToString();
    }

    private static void WriteHead(StringBuilder page, Document document, DocumentFrame frame)
    {
        var issuer = frame.Issuer is { } own
            ? $"<p class=\"company\">{Escape(own.Name)}</p><p class=\"address\">{Lines(own.Address)}</p>"
            : "";
        page.Append(CultureInfo.InvariantCulture, $"""
            <header>
            <div>{issuer}</div>
            <div class="title"><h1>{Escape(DocumentWords.Title(document))}</h1><p class="number">{Escape(document.Number)}</p></div>
            </header>

            """);
    }

    private static void WriteParties(StringBuilder page, Document document, DocumentFrame frame)
    {
        var party = document.Party;
        var taxId = party.TaxId is { } id ? $"<p class=\"address\">Tax ID {Escape(id)}</p>" : "";
        var original = document.Original is { } number ? Fact("Adds to", number) : "";
        page.Append(CultureInfo.InvariantCulture, $"""
            <section class="parties">
            <div>
            <h2>{DocumentWords.To(document)}</h2>
            <p class="name">{Escape(party.Name)}</p>
            <p class="address">{Lines(party.Address)}</p>{taxId}
            </div>
            <dl>{Fact("Month", DocumentWords.MonthName(document.Month))}{Fact("Issued", frame.LongDate(document.IssuedAt))}{Fact(document.IsReceivable ? "Customer no." : "Provider no.", document.PartyId)}{Fact("Currency", document.Currency)}{original}</dl>
            </section>

            """);
    }

    private static void WriteLines(StringBuilder page, Document document)
    {
        page.Append("""
            <table class="lines">
            <thead><tr><th>Description</th><th class="n">Units</th><th class="n">Unit price</th><th class="n">Amount</th></tr></thead>
            <tbody>

            """);
        foreach (var line in document.Lines)
        {
            var units = line.Units is { } count ? Amounts.Count(count, document.Currency) : "";
            var price = line.UnitPrice is { } each ? DocumentWords.Plain(each, document.Currency) : "";
            page.Append(CultureInfo.InvariantCulture, $"""
                <tr><td>{Escape(line.Description)}</td><td class="n">{units}</td><td class="n">{price}</td><td class="n">{DocumentWords.Plain(line.Amount, document.Currency)}</td></tr>

                """);
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static void WriteTotals(StringBuilder page, Document document, DocumentFrame frame)
    {
        page.Append("<section class=\"totals\">\n<table>\n");
        Sum(page, "", "Total", document.Total);
        if (document.Notes.Count > 0)
        {
            Sum(page, "", document.Notes.Count == 1 ? "Less credit note" : "Less credit notes", -document.Credited);
        }

        Sum(page, "due", DocumentWords.Due(document), Math.Abs(document.TotalDue));
        page.Append("</table>\n");
        if (DocumentWords.HasEquivalent(document, frame.BaseCurrency))
        {
            var rate = DocumentWords.Rate(document, frame.BaseCurrency);
            page.Append(CultureInfo.InvariantCulture, $"""
                <p class="equivalent">{(rate is null ? $"No exchange rate to {Escape(frame.BaseCurrency)} was known" : $"Total equals {Escape(DocumentWords.Money(document.TotalBase, frame.BaseCurrency))} at {Escape(rate)}")}</p>

                """);
        }

        page.Append("</section>\n");

        void Sum(StringBuilder to, string kind, string label, decimal amount) => to.Append(
            CultureInfo.InvariantCulture,
            $"<tr class=\"{kind}\"><th>{label}</th><td class=\"n\">{Escape(DocumentWords.Money(amount, document.Currency))}</td></tr>\n");
    }

    private static void WriteNotes(StringBuilder page, Document document, DocumentFrame frame)
    {
        if (document.Notes.Count == 0)
        {
            return;
        }

        page.Append("""
            <section class="notes">
            <h2>Credit notes</h2>
            <table class="lines">
            <thead><tr><th>Number</th><th>Issued</th><th>Reason</th><th>Posted in</th><th class="n">Amount</th></tr></thead>
            <tbody>

            """);
        foreach (var note in document.Notes)
        {
            page.Append(CultureInfo.InvariantCulture, $"""
                <tr><td class="id">{Escape(note.Number)}</td><td>{frame.LongDate(note.IssuedAt)}</td><td>{Escape(note.Reason.Length > 0 ? note.Reason : note.Kind)}</td><td>{Escape(note.PostedMonth)}</td><td class="n">{DocumentWords.Plain(-note.Amount, document.Currency)}</td></tr>

                """);
        }

        page.Append("</tbody>\n</table>\n</section>\n");
    }

    private static string Fact(string label, string text) => $"<div><dt>{label}</dt><dd>{Escape(text)}</dd></div>";

    private static string Lines(IEnumerable<string> lines) => string.Join("<br>", lines.Select(Escape));
}
