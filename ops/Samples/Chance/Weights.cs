namespace Sluice.Samples.Chance;

/// <summary>Picks an index with a chance in proportion to its weight.</summary>
internal sealed class Weights
{
    private readonly double[] _upTo;

    public Weights(IEnumerable<double> weights)
    {
        var sum = 0.0;
        _upTo = [.. weights.Select(weight => sum += weight)];
    }

    public double Total => _upTo[^1];

    public int Pick(Dice dice)
    {
        var at = dice.Unit() * Total;
        var found = Array.BinarySearch(_upTo, at);
        var index = Math.Min(found < 0 ? ~found : found + 1, _upTo.Length - 1);
        // What weighs nothing ends where its neighbour does, and is never picked.
        while (index < _upTo.Length - 1 && _upTo[index] <= at)
            index++;
        return index;
    }
}
