using System.Text;

namespace Sluice.Engine.Testing.Faults;

/// <summary>How often each fault struck at each point. Owned by one thread; add up those of several runs at the end.</summary>
public sealed class FaultCoverage
{
    private static readonly int s_faults = Enum.GetValues<Fault>().Length;

    private readonly long[] _hits = new long[Enum.GetValues<FaultPoint>().Length * s_faults];

    /// <summary>Calls that passed the point with this outcome.</summary>
    public long this[FaultPoint point, Fault fault] => _hits[Index(point, fault)];

    /// <summary>Places where something could have gone wrong and never did.</summary>
    public IEnumerable<(FaultPoint Point, Fault Fault)> Missed => FaultMap.All.Where(p => this[p.Point, p.Fault] == 0);

    /// <summary>Places that were struck fewer times than <paramref name="least"/>, the rarest first.</summary>
    public IEnumerable<(FaultPoint Point, Fault Fault, long Hits)> Below(long least) => FaultMap.All
        .Select(p => (p.Point, p.Fault, Hits: this[p.Point, p.Fault]))
        .Where(p => p.Hits < least)
        .OrderBy(p => p.Hits);

    public void Count(FaultPoint point, Fault fault) => _hits[Index(point, fault)]++;

    /// <summary>Adds another run's counts to these.</summary>
    public void Add(FaultCoverage other)
    {
        for (var i = 0; i < _hits.Length; i++)
        {
            _hits[i] += other._hits[i];
        }
    }

    /// <summary>A table for people: a line a point, a column a fault; a dot where the fault cannot strike.</summary>
    public string ToTable()
    {
        var faults = Enum.GetValues<Fault>();
        var text = new StringBuilder($"{"point",-22}");
        text.AppendJoin(' ', faults.Select(f => $"{f,10}")).AppendLine();
        foreach (var point in Enum.GetValues<FaultPoint>())
        {
            text.Append($"{point,-22}");
            text.AppendJoin(' ', faults.Select(f => $"{(f == Fault.None || FaultMap.Allows(point, f) ? $"{this[point, f]}" : "·"),10}"));
            text.AppendLine();
        }

        return text.ToString();
    }

    private static int Index(FaultPoint point, Fault fault) => ((int)point * s_faults) + (int)fault;
}
