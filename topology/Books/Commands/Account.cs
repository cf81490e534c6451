using System.Text.Json;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Records;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>One account as it was recomputed: what its documents have to come to.</summary>
/// <param name="Series">Of its first document.</param>
/// <param name="Addressee">See <see cref="DraftDocument"/>.</param>
internal sealed record Account(
    PartyKey Party,
    BusinessMonth Month,
    string Series,
    string Addressee,
    IReadOnlyList<SheetLine> Lines,
    decimal Total,
    decimal? TotalBase,
    decimal? FxRate)
{
    public static Account Of(ClientSheet sheet, BusinessMonth month) => new(
        new PartyKey(PartyKey.Client, sheet.ClientId, month.ToString(), sheet.Record.Currency),
        month,
        DocumentNumbering.Invoices,
        AddresseeOf(sheet.Record),
        sheet.Lines,
        sheet.Revenue,
        sheet.RevenueInr,
        sheet.FxRate);

    public static Account Of(Statement statement, BusinessMonth month) => new(
        new PartyKey(PartyKey.Provider, statement.ProviderId, month.ToString(), statement.Currency),
        month,
        DocumentNumbering.Statements,
        AddresseeOf(statement.Record),
        statement.Lines,
        statement.Total,
        statement.TotalInr,
        statement.FxRate);

    /// <summary>An account that had documents, of which nothing is left.</summary>
    public static Account Empty(PartyKey party, BusinessMonth month) => new(party, month, "", "{}", [], 0m, 0m, null);

    public static string AddresseeOf(ClientRecord client) => Json(client.Name, client.Address, client.TaxId, null);

    public static string AddresseeOf(ProviderRecord provider) => Json(provider.Name, provider.Address, provider.TaxId, provider.Npi);

    /// <summary>Writes what is missing to make the documents come to the account; returns the numbers given.</summary>
    /// <param name="firstIsPlain">Whether an account without documents gets an invoice or statement: at a close; a rerun writes a supplementary one.</param>
    public IReadOnlyList<string> Settle(
        BookWriter writer, MonthDocuments documents, BooksSettings settings, BusinessMonth posted, bool firstIsPlain, string reason)
    {
        var difference = new Difference(Party, documents.Computed(Party), Total);
        if (documents.Of(Party).Count == 0 && firstIsPlain)
        {
            return Lines.Count == 0 ? [] : [writer.Add(Draft(Series, Invoice.First, Lines, Total, TotalBase, null))];
        }

        if (difference.Delta < 0)
        {
            return [.. difference.Notes(documents, Month, posted, settings.BaseCurrency, reason).Select(writer.Add)];
        }

        if (difference.Delta == 0)
        {
            return [];
        }

        var inBase = FxRate is { } rate ? Difference.InBase(difference.Delta, rate, settings.BaseCurrency) : null;
        var before = documents.Of(Party);
        return
        [
            writer.Add(Draft(
                DocumentNumbering.Supplementary,
                Invoice.Supplementary,
                difference.SupplementaryLines(Lines, documents),
                difference.Delta,
                inBase,
                before.Count == 0 ? null : before[^1].Number)),
        ];
    }

    /// <summary>Writes a document over what the account gains; returns the numbers given.</summary>
    public IReadOnlyList<string> Supplement(BookWriter writer, MonthDocuments documents) => Total == 0 ? [] :
    [
        writer.Add(Draft(
            DocumentNumbering.Supplementary, Invoice.Supplementary, Lines, Total, TotalBase, documents.Of(Party) is [.., var newest] ? newest.Number : null)),
    ];

    private DraftDocument Draft(string series, string kind, IReadOnlyList<SheetLine> lines, decimal total, decimal? totalBase, string? original) =>
        new(series, kind, Party, Month, Addressee, lines, total, totalBase, FxRate, original);

    private static string Json(string name, string? address, string? taxId, string? npi) => JsonSerializer.Serialize(
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["name"] = name, ["address"] = address, ["tax_id"] = taxId, ["npi"] = npi }
            .Where(field => field.Value is not null)
            .ToDictionary(field => field.Key, field => field.Value));
}
