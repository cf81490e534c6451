namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>Every value once, with a number: equality is a comparison of numbers from here on. Owned by one thread.</summary>
internal sealed class ValuePool
{
    private readonly Dictionary<string, int>[] _numbers = [.. Enum.GetValues<FieldKind>().Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
    private readonly List<FieldValue> _values = [];

    /// <summary>The number of a missing value.</summary>
    public const int None = -1;

    public int Count => _values.Count;

    public FieldValue this[int number] => _values[number];

    /// <summary>The number of the value, a new one where it is met for the first time.</summary>
    public int Number(FieldValue? value)
    {
        if (value is null)
        {
            return None;
        }

        ref var number = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_numbers[(int)value.Kind], value.Key, out var known);
        if (!known)
        {
            number = _values.Count;
            _values.Add(value);
        }
        else if (string.CompareOrdinal(value.Form, _values[number].Form) < 0)
        {
            // Which of them came first must not show.
            _values[number] = value;
        }

        return number;
    }
}
