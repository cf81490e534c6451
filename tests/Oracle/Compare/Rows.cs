namespace Sluice.Oracle.Compare;

/// <summary>Compares two sets of rows that have a name and fields.</summary>
internal static class Rows
{
    /// <param name="oracle">The rows as they should be.</param>
    /// <param name="given">The rows as they are.</param>
    /// <param name="name">What identifies a row, in words.</param>
    /// <param name="fields">The fields to compare, by name, as text.</param>
    public static string? FirstDifference<T>(
        IEnumerable<T> oracle, IEnumerable<T> given, Func<T, string> name, Func<T, (string Name, string Value)[]> fields)
    {
        var rest = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var row in given)
        {
            if (!rest.TryAdd(name(row), row))
                return $"The {name(row)} is given twice.";
        }
        foreach (var row in oracle)
        {
            if (!rest.Remove(name(row), out var other))
                return $"The {name(row)} is missing.";
            foreach (var (right, wrong) in fields(row).Zip(fields(other)))
            {
                if (right.Value != wrong.Value)
                    return $"The {name(row)} has {right.Name} {wrong.Value}; the oracle has {right.Value}.";
            }
        }
        var extra = rest.Keys.Order(StringComparer.Ordinal).FirstOrDefault();
        return extra is null ? null : $"The {extra} is not in the oracle's books.";
    }
}
