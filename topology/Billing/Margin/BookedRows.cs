using Sluice.Engine.Actors;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// The rows of <c>margin_summary</c> of closed months: the summary of the latest booking, given out once, by the shard that
/// the booking names, whether or not it has a report of the client. Owned by the shard's thread.
/// </summary>
public sealed class BookedRows(int shard)
{
    private const string Closed = "closed";

    private readonly List<Booking> _new = [];

    /// <summary>The books move on: what the next one has booked is to be given out at the end of the step.</summary>
    public void Moved(PriceBook from, PriceBook to, BookDelta delta)
    {
        foreach (var client in delta.Clients.Where(to.Closings.HasClosed).Order(StringComparer.Ordinal))
        {
            _new.AddRange(to.Closings.MonthsOf(client)
                .Select(month => to.Closings.Latest(client, month)!)
                .Where(latest => latest.Shard == shard && from.Closings.Latest(client, latest.Month.Index)?.Number != latest.Number));
        }
    }

    public void Collect(StepOutput output)
    {
        _new.ForEach(booking => output.Add(Row(booking)));
        _new.Clear();
    }

    /// <summary>A month without reports and without fees has no row, and loses the one it had while it was open.</summary>
    private static RowChange Row(Booking booking)
    {
        var (month, summary) = (booking.Month.ToString(), booking.Summary);
        return summary is { Reports: 0, Revenue: 0 }
            ? RowChange.Delete(MarginTables.MarginSummary, month, booking.ClientId)
            : RowChange.Upsert(
                MarginTables.MarginSummary,
                month,
                booking.ClientId,
                summary.Reports,
                summary.Revenue,
                summary.Currency,
                summary.RevenueInr,
                summary.CogsInr,
                summary.MarginInr,
                summary.MarginPct,
                Closed,
                summary.Version,
                summary.Reference);
    }
}
