using Sluice.Topology.Records;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// One day of a client whose contract limits a day's reports: a queue a modality, and how the rules of the books cut
/// them. Owned by the shard's thread.
/// </summary>
public sealed class LimitedDay(ReportOrder order)
{
    private readonly List<(int Modality, DayQueue Queue)> _queues = [];
    private readonly List<SharedDay> _shared = [];

    public void Add(int modality, int fact)
    {
        if (Queue(modality) is not { } queue)
        {
            queue = new DayQueue(order);
            _queues.Add((modality, queue));
            _shared.Clear();
        }

        queue.Add(fact);
        Changed(fact);
    }

    /// <summary>Takes a fact out; false where it was not in.</summary>
    public bool Remove(int modality, int fact)
    {
        if (Queue(modality)?.Remove(fact) is not true)
        {
            return false;
        }

        Changed(fact);
        return true;
    }

    /// <summary>The reports of the day that the rule prices under the book that <paramref name="lens"/> looks at.</summary>
    public SharedDay Shared(ClientRuleRecord rule, int client, int day, BookLens lens)
    {
        for (var i = 0; i < _shared.Count; i++)
        {
            if (_shared[i].IsOf(rule, lens.Identity))
            {
                return _shared[i];
            }
        }

        // No more are of use than there are rules in two books; the rest are of books of the past.
        if (_shared.Count >= 2 * _queues.Count)
        {
            _shared.Clear();
        }

        var queues = _queues.Where(q => ReferenceEquals(lens.Slot(client, q.Modality).At(day).Rule, rule)).Select(q => q.Queue);
        _shared.Add(new SharedDay(order, rule, lens.Identity, [.. queues]));
        return _shared[^1];
    }

    private DayQueue? Queue(int modality)
    {
        for (var i = 0; i < _queues.Count; i++)
        {
            if (_queues[i].Modality == modality)
            {
                return _queues[i].Queue;
            }
        }

        return null;
    }

    private void Changed(int fact)
    {
        for (var i = 0; i < _shared.Count; i++)
        {
            _shared[i].Changed(fact);
        }
    }
}
