using System.Text.Json;
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

/// <summary>A booking as a row of <see cref="BooksTables.Bookings"/>.</summary>
internal static class BookingRow
{
    public static Booking Read(object?[] row)
    {
        var table = BooksTables.Bookings;
        T Get<T>(string column) => (T)row[table.Ordinal(column)]!;
        return new(
            Get<long>("number"),
            Get<string>("command_id"),
            BusinessMonth.Parse(Get<string>("month")),
            Get<string>("client_id"),
            (int)Get<long>("shard"),
            Get<long>("cut"),
            Get<long>("moves_cut") != 0,
            JsonSerializer.Deserialize<long[]>(Get<string>("excluded"))!.ToHashSet(),
            Get<string>("fingerprint"),
            new BookedSummary(
                Get<long>("version"),
                Get<long>("reports"),
                Get<decimal?>("revenue"),
                Get<string>("currency"),
                Get<decimal?>("revenue_inr"),
                Get<decimal?>("cogs_inr"),
                Get<decimal?>("margin_inr"),
                Get<decimal?>("margin_pct"),
                Get<string>("reference")));
    }

    /// <param name="line">Its place within the decision, from 1.</param>
    public static object?[] Write(Booking booking, long line) =>
    [
        booking.Number,
        line,
        booking.CommandId,
        booking.Month.ToString(),
        booking.ClientId,
        (long)booking.Shard,
        booking.Cut,
        booking.MovesCut ? 1L : 0L,
        JsonSerializer.Serialize(booking.Excluded.Order()),
        booking.Fingerprint,
        booking.Summary.Version,
        booking.Summary.Reports,
        booking.Summary.Revenue,
        booking.Summary.Currency,
        booking.Summary.RevenueInr,
        booking.Summary.CogsInr,
        booking.Summary.MarginInr,
        booking.Summary.MarginPct,
        booking.Summary.Reference,
    ];
}
