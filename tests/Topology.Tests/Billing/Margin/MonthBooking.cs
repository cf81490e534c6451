using System.Text;
using System.Text.Json;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>A decision about a client's month as the coordinator writes it. Usual: the close of January for C1, 5 reports at 1000.</summary>
internal sealed record MonthBooking(
    long Number,
    long Cut,
    string Client = "C1",
    string Month = "2026-01",
    bool MovesCut = true,
    long Version = 1,
    long Reports = 5,
    decimal? Revenue = 5000,
    int Shard = 0,
    long Line = 1,
    bool Statements = false,
    params long[] Excluded)
{
    /// <summary>The message that the outbox makes of the row.</summary>
    public MarginRecord ToRecord()
    {
        object?[] row =
        [
            Number, Line, $"CMD{Number}", Month, Client, (long)Shard, Cut, MovesCut ? 1L : 0L, JsonSerializer.Serialize(Excluded),
            "f1", Version, Reports, Revenue, "INR", Revenue, 10m, Revenue - 10m, 50m, "{}", Statements ? 1L : 0L,
        ];
        return new(
            ReferenceTopics.Bookings,
            Encoding.UTF8.GetString(RowJson.Key(BooksTables.Bookings, row[..2])),
            Encoding.UTF8.GetString(RowJson.Message(BooksTables.Bookings, row)));
    }
}
