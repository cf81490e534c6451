using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Sheets;

/// <summary>What a close charges clients that had no report (contract §3, fees without reports).</summary>
public static class ClientSheets
{
    /// <summary>
    /// The sheets of clients without a billable report of the month, whose rules charge a fee all the same: subscription
    /// fees and minimums by the days their rule won, first tiers' flat fees. A client that is charged nothing has none; one
    /// whose reports all wait has one, though the open month shows no figure of it. By id (ordinal).
    /// </summary>
    /// <param name="clientIds">Clients without a billable report; those that the book does not know are passed over.</param>
    /// <param name="shardOf">The partition that a client's reports would lie in.</param>
    public static IEnumerable<ClientSheet> WithoutReports(
        PriceBook book, BooksSettings settings, BusinessMonth month, IEnumerable<string> clientIds, Func<string, int> shardOf)
    {
        var writer = new SheetWriter(book, settings, month);
        return clientIds
            .Where(id => book.Client(id) is not null)
            .Order(StringComparer.Ordinal)
            .Select(id => writer.Write(id, shardOf(id), RevenueSheet.Rules(book, id, month), reports: 0, cogs: [], earned: [], fingerprint: ""))
            .Where(sheet => sheet.Lines.Count > 0);
    }
}
