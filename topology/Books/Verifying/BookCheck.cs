namespace Sluice.Topology.Books.Verifying;

/// <summary>One law of the books, and whether it holds.</summary>
/// <param name="Name">Such as <c>footing</c>.</param>
/// <param name="Law">In a sentence.</param>
/// <param name="Checked">How many things were looked at.</param>
/// <param name="Breaks">Where it does not hold, each in a sentence that names the row; none where it does.</param>
public sealed record BookCheck(string Name, string Law, long Checked, IReadOnlyList<string> Breaks)
{
    public bool Holds => Breaks.Count == 0;

    /// <summary>Whether it looks at rows that an engine works on: then it may accuse only where none has moved meanwhile.</summary>
    public bool IsLive { get; init; }
}
