namespace Sluice.Topology.Reconciliation.Pairing.Assigning;

/// <summary>
/// Among the best assignments the lowest: lefts, in order, each take the lowest right that some best assignment gives them.
/// An assignment is best when it uses edges without slack only and leaves no right alone that has a price. To give a
/// left a lower right is to walk from that right's owner along such edges to the right given up; nobody's rights are
/// as if they belonged to one more left, which may have any right without a price.
/// </summary>
internal sealed class LowestChoice
{
    private readonly AssignmentGraph _graph;
    private readonly long[] _leftPrices;
    private readonly long[] _rightPrices;
    private readonly int[] _owners;
    private readonly int[] _taken;

    // By right: the left before it on the walk, or -1; Nobody's place is behind the lefts'.
    private readonly int[] _walked;
    private readonly bool[] _visited;

    /// <param name="owners">By right, -1 where it is nobody's; changed.</param>
    public LowestChoice(AssignmentGraph graph, long[] leftPrices, long[] rightPrices, int[] owners)
    {
        (_graph, _leftPrices, _rightPrices, _owners) = (graph, leftPrices, rightPrices, owners);
        _taken = new int[graph.Lefts];
        for (var right = 0; right < owners.Length; right++)
        {
            if (owners[right] >= 0)
            {
                _taken[owners[right]] = right;
            }
        }

        _walked = new int[graph.Rights];
        _visited = new bool[graph.Lefts + 1];
    }

    private int Nobody => _graph.Lefts;

    public IEnumerable<WeightedPair> Pairs()
    {
        for (var left = 0; left < _graph.Lefts; left++)
        {
            var (from, end) = _graph.Edges(left);
            for (var edge = from; edge < end && _graph.Right(edge) < _taken[left]; edge++)
            {
                if (IsTight(left, edge) && Give(left, _graph.Right(edge)))
                {
                    break;
                }
            }
        }

        return Chosen();
    }

    private IEnumerable<WeightedPair> Chosen()
    {
        for (var left = 0; left < _graph.Lefts; left++)
        {
            var (from, end) = _graph.Edges(left);
            for (var edge = from; edge < end - 1; edge++)
            {
                if (_graph.Right(edge) == _taken[left])
                {
                    yield return _graph.Pair(left, edge);
                }
            }
        }
    }

    private bool IsTight(int left, int edge) => _graph.Cost(edge) == _leftPrices[left] + _rightPrices[_graph.Right(edge)];

    /// <summary>Lefts up to this one have chosen and give nothing up.</summary>
    private bool Give(int left, int right)
    {
        var owner = _owners[right] < 0 ? Nobody : _owners[right];
        if (owner <= left)
        {
            return false;
        }

        var (target, queue) = (_taken[left], new Queue<int>());
        Array.Clear(_visited);
        Array.Fill(_walked, -1);
        _visited[owner] = true;
        queue.Enqueue(owner);
        while (queue.TryDequeue(out var walker) && _walked[target] < 0)
        {
            Step(walker, left, target, queue);
        }

        if (_walked[target] < 0)
        {
            return false;
        }

        Shift(owner, target);
        (_owners[right], _taken[left]) = (left, right);
        return true;
    }

    private void Step(int walker, int left, int target, Queue<int> queue)
    {
        if (walker == Nobody)
        {
            for (var right = 0; right < _graph.Rights; right++)
            {
                if (_rightPrices[right] == 0)
                {
                    Reach(walker, right, left, target, queue);
                }
            }

            return;
        }

        var (from, end) = _graph.Edges(walker);
        for (var edge = from; edge < end; edge++)
        {
            if (IsTight(walker, edge))
            {
                Reach(walker, _graph.Right(edge), left, target, queue);
            }
        }
    }

    private void Reach(int walker, int right, int left, int target, Queue<int> queue)
    {
        var owner = _owners[right] < 0 ? Nobody : _owners[right];
        if (right == target)
        {
            _walked[right] = _walked[right] < 0 ? walker : _walked[right];
        }
        else if (owner > left && !_visited[owner])
        {
            _visited[owner] = true;
            _walked[right] = walker;
            queue.Enqueue(owner);
        }
    }

    /// <summary>Everyone on the walk hands over what it had and takes what it walked to.</summary>
    private void Shift(int first, int target)
    {
        var right = target;
        while (true)
        {
            var walker = _walked[right];
            var handed = walker == Nobody ? FreeOnWalk(right) : _taken[walker];
            _owners[right] = walker == Nobody ? -1 : walker;
            if (walker != Nobody)
            {
                _taken[walker] = right;
            }

            if (walker == first)
            {
                return;
            }

            right = handed;
        }
    }

    /// <summary>The free right through which the walk came to nobody.</summary>
    private int FreeOnWalk(int leaving)
    {
        for (var right = 0; right < _graph.Rights; right++)
        {
            if (right != leaving && _owners[right] < 0 && _walked[right] >= 0)
            {
                return right;
            }
        }

        return -1;
    }
}
