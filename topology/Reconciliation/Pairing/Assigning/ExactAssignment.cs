namespace Sluice.Topology.Reconciliation.Pairing.Assigning;

/// <summary>
/// The assignment of least cost by shortest augmenting paths (the Hungarian method: H. W. Kuhn, 1955; in this form R. Jonker and
/// A. Volgenant, Computing 38, 1987) on a sparse graph, in whole numbers. The prices it ends with tell which edges stand in any best
/// assignment; <see cref="LowestChoice"/> picks among these.
/// </summary>
internal sealed class ExactAssignment
{
    private const int Nobody = -1;
    private const long Far = long.MaxValue;

    private readonly AssignmentGraph _graph;
    private readonly long[] _leftPrices;
    private readonly long[] _rightPrices;
    private readonly int[] _owners;
    private readonly long[] _distances;
    private readonly int[] _from;
    private readonly bool[] _done;

    public ExactAssignment(List<WeightedPair> pairs)
    {
        _graph = new AssignmentGraph(pairs);
        _leftPrices = new long[_graph.Lefts];
        _rightPrices = new long[_graph.Rights];
        _owners = new int[_graph.Rights];
        _distances = new long[_graph.Rights];
        _from = new int[_graph.Rights];
        _done = new bool[_graph.Rights];
        Array.Fill(_owners, Nobody);
    }

    public IEnumerable<WeightedPair> Solve()
    {
        for (var left = 0; left < _graph.Lefts; left++)
        {
            Augment(left);
        }

        return new LowestChoice(_graph, _leftPrices, _rightPrices, _owners).Pairs();
    }

    /// <summary>Finds the cheapest way to give the left a right, others making room, and raises prices so that it becomes free.</summary>
    private void Augment(int root)
    {
        Array.Fill(_distances, Far);
        Array.Clear(_done);
        var queue = new PriorityQueue<int, (long, int)>();
        var scanned = new List<int>();
        _leftPrices[root] = Cheapest(root);
        Relax(root, 0, queue);
        while (true)
        {
            var right = queue.Dequeue();
            if (_done[right])
            {
                continue;
            }

            _done[right] = true;
            if (_owners[right] == Nobody)
            {
                Reprice(root, scanned, _distances[right]);
                Take(root, right);
                return;
            }

            scanned.Add(right);
            Relax(_owners[right], _distances[right], queue);
        }
    }

    private long Cheapest(int left)
    {
        var least = Far;
        var (from, end) = _graph.Edges(left);
        for (var edge = from; edge < end; edge++)
        {
            least = Math.Min(least, _graph.Cost(edge) - _rightPrices[_graph.Right(edge)]);
        }

        return least;
    }

    private void Relax(int left, long distance, PriorityQueue<int, (long, int)> queue)
    {
        var (from, end) = _graph.Edges(left);
        for (var edge = from; edge < end; edge++)
        {
            var right = _graph.Right(edge);
            var reached = distance + _graph.Cost(edge) - _leftPrices[left] - _rightPrices[right];
            if (!_done[right] && reached < _distances[right])
            {
                _distances[right] = reached;
                _from[right] = left;
                queue.Enqueue(right, (reached, right));
            }
        }
    }

    private void Reprice(int root, List<int> scanned, long distance)
    {
        _leftPrices[root] += distance;
        foreach (var right in scanned)
        {
            var nearer = distance - _distances[right];
            _rightPrices[right] -= nearer;
            _leftPrices[_owners[right]] += nearer;
        }
    }

    private void Take(int root, int right)
    {
        while (true)
        {
            var left = _from[right];
            var given = Array.IndexOf(_owners, left);
            _owners[right] = left;
            if (left == root)
            {
                return;
            }

            right = given;
        }
    }
}
