namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// The days of one client whose contract limits a day's reports: who comes before whom. The order is one for all books;
/// their rules say which modalities share a limit. Owned by the shard's thread.
/// </summary>
/// <param name="order">The order within a day.</param>
/// <param name="isFilling">See <see cref="IsFilling"/>.</param>
public sealed class DayQueues(ReportOrder order, bool isFilling)
{
    private readonly Dictionary<int, LimitedDay> _days = [];

    /// <summary>
    /// Whether the client's days are limited only by the book that is moved to, and the move has not yet filled the queues,
    /// fact by fact: they say nothing until it has.
    /// </summary>
    public bool IsFilling { get; set; } = isFilling;

    /// <summary>The day, empty where no report was of it yet.</summary>
    public LimitedDay Of(int day)
    {
        if (!_days.TryGetValue(day, out var limited))
        {
            _days[day] = limited = new LimitedDay(order);
        }

        return limited;
    }
}
