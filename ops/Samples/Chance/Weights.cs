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
        var found = Array.BinarySearch(_upTo, dice.Unit() * Total);
        return Math.Min(found < 0 ? ~found : found + 1, _upTo.Length - 1);
    }
}
