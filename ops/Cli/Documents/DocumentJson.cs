using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books;

namespace Sluice.Cli.Documents;

/// <summary>A document for programs: its row in the contract's columns, then party, lines, credit notes and what is due.</summary>
internal static class DocumentJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An array with the one document.</summary>
    public static void Write(Stream target, Document document)
    {
        using (var json = new Utf8JsonWriter(target, Options))
        {
            json.WriteStartArray();
            Object(document).WriteTo(json);
            json.WriteEndArray();
        }

        target.Write("\n"u8);
    }

    private static JsonObject Object(Document document)
    {
        var whole = Node(Listed(BooksTables.Invoices), document.Row);
        var party = document.Party;
        whole["party"] = new JsonObject { ["name"] = party.Name, ["address"] = party.Address.Count > 0 ? string.Join('\n', party.Address) : null, ["tax_id"] = party.TaxId };
        whole["lines"] = new JsonArray([.. document.LineRows.Select(r => Node(BooksTables.InvoiceLines, r))]);
        whole["credit_notes"] = new JsonArray([.. document.NoteRows.Select(r => Node(Listed(BooksTables.CreditNotes), r))]);
        whole["credited"] = document.Credited;
        whole["total_due"] = document.TotalDue;
        return whole;
    }

    /// <summary>Its numbers keep all the digits they are written with.</summary>
    private static JsonObject Node(TableSchema table, object?[] row) => JsonNode.Parse(RowJson.Row(table, row[..table.Columns.Length]))!.AsObject();

    /// <summary>The columns that lists show; those on request stand last.</summary>
    private static TableSchema Listed(TableSchema table) => table with { Columns = [.. table.Columns.TakeWhile(c => !c.OnRequest)] };
}
