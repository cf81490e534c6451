namespace Sluice.Engine.Tests.Control.Model;

/// <summary>Visits every state that any order of steps can lead to, breadth first.</summary>
internal sealed class ModelExplorer(ModelRules rules)
{
    private readonly Dictionary<ModelState, int> _numbers = [];
    private readonly List<ModelState> _states = [];
    private readonly List<List<int>> _before = [];

    public int States => _states.Count;

    /// <summary>Laws that some state breaks, each once.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>Visits all; stops early where a law is broken and all of <paramref name="until"/> are.</summary>
    public void Explore(params string[] until)
    {
        Number(ModelState.Start);
        for (var at = 0; at < _states.Count; at++)
        {
            Broken.UnionWith(ModelLaws.BrokenIn(_states[at]));
            if (until.Length > 0 && until.All(Broken.Contains))
            {
                return;
            }

            foreach (var next in ModelSteps.From(_states[at], rules))
            {
                _before[Number(next)].Add(at);
            }
        }
    }

    /// <summary>States from which no order of steps leads to all closes done.</summary>
    public int Stuck()
    {
        var reach = new bool[_states.Count];
        var open = new Queue<int>(Enumerable.Range(0, _states.Count).Where(i => _states[i].Statuses == "DD"));
        foreach (var ended in open)
        {
            reach[ended] = true;
        }

        while (open.TryDequeue(out var at))
        {
            foreach (var before in _before[at].Where(b => !reach[b]))
            {
                reach[before] = true;
                open.Enqueue(before);
            }
        }

        return reach.Count(r => !r);
    }

    private int Number(ModelState state)
    {
        if (!_numbers.TryGetValue(state, out var number))
        {
            number = _states.Count;
            _numbers[state] = number;
            _states.Add(state);
            _before.Add([]);
        }

        return number;
    }
}
