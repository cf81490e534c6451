namespace Sluice.Engine.Outputs;

/// <summary>Compares keys by their values, byte arrays by their bytes.</summary>
public sealed class KeyComparer : IEqualityComparer<object?[]>
{
    public static readonly KeyComparer Instance = new();

    public bool Equals(object?[]? x, object?[]? y)
    {
        if (x is null || y is null || x.Length != y.Length)
        {
            return ReferenceEquals(x, y);
        }

        for (var i = 0; i < x.Length; i++)
        {
            var same = x[i] is byte[] left && y[i] is byte[] right ? left.AsSpan().SequenceEqual(right) : Equals(x[i], y[i]);
            if (!same)
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(object?[] key)
    {
        var hash = default(HashCode);
        foreach (var value in key)
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
