using Sluice.Engine.State;
using Sluice.Oracle.Results;
using Sluice.Topology.Books.Documents;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>The books of a story: as commands write them, as the story tells them, and the laws that hold of them.</summary>
internal sealed class StoryBooks(BooksDesk desk)
{
    public BooksDesk Desk { get; } = desk;

    public BookedModel Model { get; } = new();

    public BooksLaws Laws { get; } = new();

    public void ExpectClient(string client, string month, MarginBooks priced)
    {
        var row = priced.Margins.SingleOrDefault(m => m.Month == month && m.ClientId == client);
        Laws.Expect(new PartyKey(PartyKey.Client, client, month, client == "C2" ? "USD" : "INR"), row?.Revenue ?? 0m);
    }

    public void ExpectProviders(string month, IEnumerable<Message> messages, Positions cut, DateTimeOffset? at, string? only)
    {
        var rows = BookedModel.Price(Desk, messages, cut, at).Providers.Where(p => p.Month == month).ToDictionary(p => (p.ProviderId, p.Currency), p => p.Cogs);
        foreach (var provider in new[] { "P1", "P2" }.Where(p => only is null || p == only))
        {
            foreach (var currency in new[] { "INR", "USD" })
            {
                Laws.Expect(new PartyKey(PartyKey.Provider, provider, month, currency), rows.GetValueOrDefault((provider, currency)));
            }
        }
    }

    /// <summary>Those that the oracle does not keep waiting.</summary>
    public static IEnumerable<Message> Billable(IEnumerable<Message> chosen, MarginBooks priced)
    {
        var waiting = priced.Pending.Select(p => (p.Owner, p.RecordId)).ToHashSet();
        return chosen.Where(m => !waiting.Contains((m.Record.Key, m.Report)));
    }
}
