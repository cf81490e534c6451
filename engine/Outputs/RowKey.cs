namespace Sluice.Engine.Outputs;

/// <summary>Key values of a row, equal by value.</summary>
public readonly record struct RowKey(object?[] Values)
{
    public bool Equals(RowKey other) => Values.AsSpan().SequenceEqual(other.Values);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in Values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
