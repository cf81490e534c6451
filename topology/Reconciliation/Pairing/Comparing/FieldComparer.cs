using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Comparing;

/// <summary>Compares two values of one kind. Symmetric: the sides may be exchanged.</summary>
public static class FieldComparer
{
    /// <summary>Both measures of agreement.</summary>
    public static FieldAgreement Compare(FieldValue? a, FieldValue? b)
    {
        if (a is null || b is null)
        {
            return default;
        }

        var level = Level(a, b);
        return new FieldAgreement(level, level == Agreement.Equal ? FieldAgreement.One : Similarity(a, b));
    }

    /// <summary>The level alone; never <see cref="Agreement.Swapped"/>, which takes two fields.</summary>
    public static Agreement Level(FieldValue? a, FieldValue? b) => (a, b) switch
    {
        (null, _) or (_, null) => Agreement.Missing,
        _ when a.Kind == b.Kind && string.Equals(a.Key, b.Key, StringComparison.Ordinal) => Agreement.Equal,
        (TextValue x, TextValue y) => TextComparer.Level(x, y),
        (IdValue x, IdValue y) => IdComparer.Level(x, y),
        (DateValue x, DateValue y) => DateComparer.Level(x, y),
        (AmountValue x, AmountValue y) => AmountComparer.Level(x, y),
        _ => throw new ArgumentException($"a value of kind {a.Kind} is not compared with one of kind {b.Kind}"),
    };

    private static int Similarity(FieldValue a, FieldValue b) => (a, b) switch
    {
        (TextValue x, TextValue y) => TextComparer.Similarity(x, y),
        (IdValue x, IdValue y) => IdComparer.Similarity(x, y),
        (DateValue x, DateValue y) => DateComparer.Similarity(x, y),
        _ => AmountComparer.Similarity((AmountValue)a, (AmountValue)b),
    };
}
