namespace Sluice.Topology.Billing.Margin;

/// <summary>The standing reports of one client, day and modality, in the order of <see cref="ReportOrder"/>. Owned by the shard's thread.</summary>
public sealed class DayQueue(ReportOrder order)
{
    private readonly List<int> _facts = [];

    public int Count => _facts.Count;

    /// <summary>The fact at a position, from 0.</summary>
    public int this[int position] => _facts[position];

    /// <summary>Most reports come in the order they were completed: the end is looked at first.</summary>
    public void Add(int fact)
    {
        if (_facts.Count == 0 || order.Compare(_facts[^1], fact) < 0)
        {
            _facts.Add(fact);
            return;
        }

        var at = _facts.BinarySearch(fact, order);
        if (at < 0)
        {
            _facts.Insert(~at, fact);
        }
    }

    /// <summary>Takes a fact out; false where it was not in.</summary>
    public bool Remove(int fact)
    {
        var at = _facts.BinarySearch(fact, order);
        if (at < 0)
        {
            return false;
        }

        _facts.RemoveAt(at);
        return true;
    }

    /// <summary>How many facts stand at or before the given one, whether or not it is in.</summary>
    public int UpTo(int fact)
    {
        if (_facts.Count > 0 && order.Compare(_facts[^1], fact) <= 0)
        {
            return _facts.Count;
        }

        var at = _facts.BinarySearch(fact, order);
        return at >= 0 ? at + 1 : ~at;
    }
}
