using System.Collections.Immutable;
using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>The aliases of one kind, each followed to its end.</summary>
internal sealed class AliasChains
{
    private readonly Dictionary<string, string> _next = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ends = new(StringComparer.Ordinal);
    private readonly List<IReadOnlyList<string>> _circles = [];

    public AliasChains(IEnumerable<AliasRecord> aliases)
    {
        foreach (var alias in aliases.Where(alias => !string.Equals(alias.PlainFrom, alias.PlainTo, StringComparison.Ordinal)))
            _next[alias.PlainFrom] = alias.PlainTo;
        foreach (var name in _next.Keys)
            Follow(name);
        Ends = _ends.ToImmutableDictionary(StringComparer.Ordinal);
        Circles = [.. _circles.OrderBy(names => names[0], StringComparer.Ordinal)];
    }

    public ImmutableDictionary<string, string> Ends { get; }

    public IReadOnlyList<IReadOnlyList<string>> Circles { get; }

    private void Follow(string name)
    {
        var path = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var at = name;
        while (!_ends.ContainsKey(at) && _next.TryGetValue(at, out var next) && places.TryAdd(at, path.Count))
        {
            path.Add(at);
            at = next;
        }

        var end = _ends.GetValueOrDefault(at, at)!;
        if (places.TryGetValue(at, out var first))
            end = Close(path[first..]);
        foreach (var passed in path)
            _ends[passed] = end;
    }

    private string Close(List<string> circle)
    {
        var least = circle.IndexOf(circle.Min(StringComparer.Ordinal)!);
        List<string> names = [.. circle[least..], .. circle[..least]];
        _circles.Add(names);
        return names[0];
    }
}
