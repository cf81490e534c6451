namespace Sluice.Topology.Billing.Margin;

/// <summary>The reports of one client, rule and day: the queues of the modalities that the rule prices, as one order.</summary>
public readonly struct SharedDay(IReadOnlyList<DayQueue> queues)
{
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

    /// <summary>The place of a fact, from 1, whether or not it is in.</summary>
    public long PlaceOf(int fact)
    {
        long place = 0;
        for (var i = 0; i < queues.Count; i++)
        {
            place += queues[i].UpTo(fact);
        }

        return place;
    }

    /// <summary>The fact at a place, from 1; −1 where there are fewer.</summary>
    public int At(long place)
    {
        // Most days stay below their limit: there is nobody beyond it to look for.
        if (place > Count)
        {
            return -1;
        }

        for (var i = 0; i < queues.Count; i++)
        {
            var fact = AtIn(queues[i], place);
            if (fact >= 0)
            {
                return fact;
            }
        }

        return -1;
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
}
