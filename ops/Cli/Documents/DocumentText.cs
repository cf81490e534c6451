using Sluice.Cli.Rendering;

namespace Sluice.Cli.Documents;

/// <summary>A document in a terminal.</summary>
internal sealed class DocumentText(Document document, DocumentFrame frame, TextWriter target, Terminal terminal)
{
    public void Write()
    {
        target.WriteLine(terminal.Paint(DocumentWords.Title(document), Tone.Strong) + "  " + terminal.Paint(document.Number, Tone.Accent));
        target.WriteLine();
        Head().WriteTo(target, terminal, header: false);
        target.WriteLine();
        Lines().WriteTo(target, terminal);
        WriteEquivalent();
        if (document.Notes.Count > 0)
        {
            target.WriteLine();
            Notes().WriteTo(target, terminal);
        }
    }

    private TextTable Head()
    {
        var head = new TextTable(new(""), new("", ShrinksTo: 20, Wraps: true));
        if (frame.Issuer is { } issuer)
        {
            Add(head, "from", issuer, "");
        }

        Add(head, "to", document.Party, document.Party.Name == document.PartyId ? "" : $" ({document.PartyId})");
        head.Add(new Cell("for", Tone.Muted), DocumentWords.MonthName(document.Month));
        head.Add(new Cell("issued", Tone.Muted), frame.LongDate(document.IssuedAt));
        if (document.Original is { } original)
        {
            head.Add(new Cell("adds to", Tone.Muted), original);
        }

        return head;
    }

    private static void Add(TextTable head, string label, DocumentParty party, string id)
    {
        head.Add(new Cell(label, Tone.Muted), new Cell(party.Name + id, Tone.Strong));
        foreach (var line in party.Address)
        {
            head.Add("", line);
        }

        if (party.TaxId is { } taxId)
        {
            head.Add("", $"tax id {taxId}");
        }
    }

    private TextTable Lines()
    {
        var text = new TextTable(
            new("description", ShrinksTo: 24, Wraps: true), new("units", Right: true), new("unit price", Right: true, Drop: 1),
            new($"amount {document.Currency}", Right: true));
        foreach (var line in document.Lines)
        {
            text.Add(
                line.Description,
                line.Units is { } units ? Amounts.Count(units, document.Currency) : "",
                line.UnitPrice is { } price ? Amounts.Format(price, document.Currency) : "",
                Amounts.Format(line.Amount, document.Currency));
        }

        text.Footer(new Cell("total", Tone.Strong), "", "", new Cell(Amounts.Format(document.Total, document.Currency), Tone.Strong));
        return text;
    }

    private void WriteEquivalent()
    {
        if (!DocumentWords.HasEquivalent(document, frame.BaseCurrency))
        {
            return;
        }

        var rate = DocumentWords.Rate(document, frame.BaseCurrency);
        target.WriteLine(terminal.Paint(
            rate is null
                ? $"no exchange rate was known: without an amount in {frame.BaseCurrency}"
                : $"equals {Amounts.Format(document.TotalBase, frame.BaseCurrency)} {frame.BaseCurrency} at {rate}",
            Tone.Muted));
    }

    private TextTable Notes()
    {
        var text = new TextTable(
            new("credit note"), new("issued"), new("posted", Drop: 1), new("reason", ShrinksTo: 16, Wraps: true), new($"amount {document.Currency}", Right: true));
        foreach (var note in document.Notes)
        {
            text.Add(
                note.Number,
                $"{frame.Date(note.IssuedAt):yyyy-MM-dd}",
                note.PostedMonth,
                note.Reason.Length > 0 ? note.Reason : note.Kind,
                new Cell(Amounts.Format(-note.Amount, document.Currency), Tone.Warning));
        }

        text.Footer(
            new Cell(DocumentWords.Due(document).ToLowerInvariant(), Tone.Strong), "", "", "",
            new Cell(Amounts.Format(document.TotalDue, document.Currency), Tone.Strong));
        return text;
    }
}
