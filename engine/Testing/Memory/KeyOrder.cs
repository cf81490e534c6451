using Sluice.Engine.Outputs;

namespace Sluice.Engine.Testing.Memory;

/// <summary>
/// Orders rows by their leading columns as the SQL stores order keys: text by code point, amounts and sums by value,
/// bytes lexicographically.
/// </summary>
internal sealed class KeyOrder(int columns) : IComparer<object?[]>, IEqualityComparer<object?[]>
{
    public int Compare(object?[]? x, object?[]? y)
    {
        for (var i = 0; i < columns; i++)
        {
            var order = CompareValues(x![i], y![i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    public bool Equals(object?[]? x, object?[]? y) => Compare(x, y) == 0;

    public int GetHashCode(object?[] obj)
    {
        var hash = default(HashCode);
        foreach (var value in obj.Take(columns))
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

    /// <summary>Orders two values of one column; null comes first.</summary>
    public static int CompareValues(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string a, string b) => CompareText(a, b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        _ => ((IComparable)left).CompareTo(right),
    };

    /// <summary>UTF-16 order differs from code-point order only where a surrogate meets U+E000 to U+FFFF.</summary>
    private static int CompareText(string a, string b)
    {
        var common = a.AsSpan().CommonPrefixLength(b);
        return common == a.Length || common == b.Length
            ? a.Length.CompareTo(b.Length)
            : Rank(a[common]).CompareTo(Rank(b[common]));
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
