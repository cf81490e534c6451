using System.Text.Json;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

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
            BookedSummary.Read(table, row))
        {
            // Books that were begun before there was the column have none.
            IssuesStatements = row[table.Ordinal("statements")] is not (null or 0L),
        };
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
        booking.IssuesStatements ? 1L : 0L,
    ];
}
