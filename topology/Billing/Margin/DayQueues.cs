namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// The days of one client whose contract limits a day's reports: who comes before whom. The order is one for all books;
/// their rules say which modalities share a limit. Owned by the shard's thread.
/// </summary>
/// <param name="order">The order within a day.</param>
/// <param name="isFilling">See <see cref="IsFilling"/>.</param>
public sealed class DayQueues(ReportOrder order, bool isFilling)
{
    private readonly Dictionary<int, List<(int Modality, DayQueue Queue)>> _days = [];

    /// <summary>
    /// Whether the client's days are limited only by the book that is moved to: then the move fills the queues, fact by fact.
    /// </summary>
    public bool IsFilling { get; set; } = isFilling;

    /// <summary>The queues of a day, one a modality seen on it.</summary>
    public IReadOnlyList<(int Modality, DayQueue Queue)> Of(int day) => _days.TryGetValue(day, out var queues) ? queues : [];

    public void Add(int day, int modality, int fact)
    {
        if (!_days.TryGetValue(day, out var queues))
        {
            _days[day] = queues = [];
        }

        var at = queues.FindIndex(q => q.Modality == modality);
        if (at < 0)
        {
            at = queues.Count;
            queues.Add((modality, new DayQueue(order)));
        }

        queues[at].Queue.Add(fact);
    }

    /// <summary>Takes a fact out; false where it was not in.</summary>
    public bool Remove(int day, int modality, int fact) =>
        Of(day).Where(q => q.Modality == modality).Any(q => q.Queue.Remove(fact));
}
