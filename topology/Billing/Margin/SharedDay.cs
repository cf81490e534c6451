using Sluice.Topology.Records;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// The reports of one client, rule and day: the queues of the modalities that the rule prices, as one order, cut by the
/// rule's limit. Remembers the last report within the limit for as long as nothing comes or goes before it, which on most
/// days is always. Owned by the shard's thread.
/// </summary>
/// <param name="rule">One with a limit of reports a day.</param>
/// <param name="book">The identity of the book that says which modalities the rule prices, see <see cref="BookLens.Identity"/>.</param>
public sealed class SharedDay(ReportOrder order, ClientRuleRecord rule, object book, IReadOnlyList<DayQueue> queues)
{
    private readonly long _limit = rule.Limits.MaxReportsPerDay!.Value;
    private int _last = -1;

    private long Count
    {
        get
        {
            long count = 0;
            for (var i = 0; i < queues.Count; i++)
            {
                count += queues[i].Count;
            }

            return count;
        }
    }

    public bool IsOf(ClientRuleRecord priced, object lookedAt) => ReferenceEquals(rule, priced) && ReferenceEquals(book, lookedAt);

    /// <summary>Whether a fact that is in its queue stands beyond the limit.</summary>
    public bool IsBeyond(int fact)
    {
        // Most days stay below their limit.
        if (_limit >= Count)
        {
            return false;
        }

        if (_limit == 0)
        {
            return true;
        }

        _last = _last < 0 ? At(_limit) : _last;
        return order.Compare(_last, fact) < 0;
    }

    /// <summary>The first fact beyond the limit, or −1.</summary>
    public int FirstBeyond() => _limit >= Count ? -1 : At(_limit + 1);

    /// <summary>A fact has come into one of the queues, or gone from it.</summary>
    public void Changed(int fact)
    {
        if (_last >= 0 && order.Compare(fact, _last) <= 0)
        {
            _last = -1;
        }
    }

    /// <summary>The fact at a place, from 1, which there is.</summary>
    private int At(long place)
    {
        for (var i = 0; i < queues.Count; i++)
        {
            var fact = AtIn(queues[i], place);
            if (fact >= 0)
            {
                return fact;
            }
        }

        throw new InvalidOperationException($"no report has place {place} of {Count}");
    }

    /// <summary>Places grow along a queue: halve until the one sought is found, or is seen to be in another queue.</summary>
    private int AtIn(DayQueue queue, long place)
    {
        var (low, high) = (0, queue.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var at = PlaceOf(queue[middle]);
            if (at == place)
            {
                return queue[middle];
            }

            (low, high) = at < place ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private long PlaceOf(int fact)
    {
        long place = 0;
        for (var i = 0; i < queues.Count; i++)
        {
            place += queues[i].UpTo(fact);
        }

        return place;
    }
}
