namespace Sluice.Topology.Reconciliation.Pairing.Comparing;

/// <summary>
/// The least number of characters inserted, left out, replaced or exchanged with their neighbour that turns one text into the
/// other, none edited twice (optimal string alignment: F. J. Damerau, CACM 7, 1964, after the algorithm of R. A. Wagner and
/// M. J. Fischer, JACM 21, 1974), in a band around the diagonal.
/// </summary>
public static class EditDistance
{
    /// <summary>Characters of a row kept on the stack.</summary>
    private const int LengthMax = 256;

    /// <summary>The distance, or <paramref name="limit"/> + 1 where it is greater or the texts are longer than 256 characters.</summary>
    public static int UpTo(int limit, ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var prefix = a.CommonPrefixLength(b);
        a = a[prefix..];
        b = b[prefix..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }

        if (Math.Abs(a.Length - b.Length) > limit || Math.Max(a.Length, b.Length) > LengthMax)
        {
            return limit + 1;
        }

        return a.IsEmpty || b.IsEmpty ? Math.Max(a.Length, b.Length) : InBand(limit, a, b);
    }

    private static int InBand(int limit, ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        before.Fill(limit + 1);
        row.Fill(limit + 1);
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = Math.Min(j, limit + 1);
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var from = Math.Max(1, i - limit);
            var to = Math.Min(b.Length, i + limit);
            row[from - 1] = from == 1 ? Math.Min(i, limit + 1) : limit + 1;
            var least = row[from - 1];
            for (var j = from; j <= to; j++)
            {
                var cost = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost = Math.Min(cost, row[j - 1] + 1);
                cost = j < i + limit ? Math.Min(cost, last[j] + 1) : cost;
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost = Math.Min(cost, before[j - 2] + 1);
                }

                row[j] = Math.Min(cost, limit + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > limit)
            {
                return limit + 1;
            }

            var free = before;
            before = last;
            last = row;
            row = free;
            row.Fill(limit + 1);
        }

        return last[b.Length];
    }
}
