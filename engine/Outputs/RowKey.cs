using System.Collections;

namespace Sluice.Engine.Outputs;

/// <summary>Key values of a row, equal by value.</summary>
public readonly record struct RowKey(object?[] Values)
{
    public bool Equals(RowKey other) => StructuralComparisons.StructuralEqualityComparer.Equals(Values, other.Values);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in Values)
        {
            if (value is byte[] bytes)
            {
                hash.AddBytes(bytes);
            }
            else
            {
                hash.Add(value);
            }
        }

        return hash.ToHashCode();
    }
}
