using Sluice.Topology.Books.Commands;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Explaining;

/// <summary>A month worked out anew as one decision, or a moment, saw it.</summary>
/// <param name="Book">The reference data it was priced with.</param>
/// <param name="Sheets">Of the clients asked for that are charged anything, by id (ordinal).</param>
internal sealed record RecomputedMonth(
    BusinessMonth Month, BooksSettings Settings, PriceBook Book, IReadOnlyList<ClientSheet> Sheets, IReadOnlyList<ShadowMonth> Shards)
{
    public ClientSheet? SheetOf(string clientId) => Sheets.FirstOrDefault(sheet => sheet.ClientId == clientId);

    /// <summary>A client's billable reports, by offset.</summary>
    public IEnumerable<LineReport> ReportsOf(string clientId) =>
        Shards.SelectMany(shard => shard.Reports(clientId)).Select(report => new LineReport(clientId, report));

    /// <summary>One a provider and currency.</summary>
    public IReadOnlyList<Statement> Statements { get; } = Books.Sheets.Statements.Of(Month, Sheets, Book, Settings);

    /// <summary>What an account comes to; one of nothing has no lines.</summary>
    public Account AccountOf(PartyKey party) => party.Type == PartyKey.Client
        ? SheetOf(party.Id) is { } sheet && sheet.Record.Currency == party.Currency ? Account.Of(sheet, Month) : Account.Empty(party, Month)
        : Statements.FirstOrDefault(s => s.ProviderId == party.Id && s.Currency == party.Currency) is { } statement
            ? Account.Of(statement, Month)
            : Account.Empty(party, Month);
}
