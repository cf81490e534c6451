using Sluice.Engine.State;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>What the decisions so far have closed, as the store has it: no shard needs to have learnt of it yet.</summary>
/// <param name="Statements">Months whose statements are issued.</param>
internal sealed record BookedState(Closings Closings, IReadOnlySet<string> Statements)
{
    public static async Task<BookedState> LoadAsync(IStore store, CancellationToken cancel)
    {
        var bookings = await store.ReadRowsAsync(BooksTables.Bookings, [], cancel);
        var complete = await store.ReadRowsAsync(BooksTables.StatementStatus, [], cancel);
        return new(
            Closings.Empty.With(bookings.Select(BookingRow.Read)),
            complete.Select(row => (string)row[0]!).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The first month, from one on, that is open for a party: where what concerns an earlier month is posted.</summary>
    public BusinessMonth FirstOpen(PartyKey party, BusinessMonth from)
    {
        var month = from;
        while (party.Type == PartyKey.Client ? Closings.IsClosed(party.Id, month.Index) : Statements.Contains(month.ToString()))
        {
            month = month.Plus(1);
        }

        return month;
    }
}
