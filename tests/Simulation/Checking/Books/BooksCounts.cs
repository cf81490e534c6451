namespace Sluice.Simulation.Checking.Books;

/// <summary>What came of the commands of one history or several. Owned by one thread; add up those of several runs at the end.</summary>
public sealed class BooksCounts
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>How often; 0 for what never was.</summary>
    public long this[string what] => _counts.GetValueOrDefault(what);

    public void Count(string what, long times = 1) => _counts[what] = this[what] + times;

    /// <summary>Adds another run's counts to these.</summary>
    public void Add(BooksCounts other)
    {
        foreach (var (what, times) in other._counts)
        {
            Count(what, times);
        }
    }

    /// <summary>One line a thing counted.</summary>
    public string ToTable() => string.Concat(_counts.Select(c => $"{c.Key,-32} {c.Value,10}{Environment.NewLine}"));
}
