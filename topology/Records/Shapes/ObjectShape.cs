using System.Text;

namespace Sluice.Topology.Records.Shapes;

/// <summary>The fields of an object, in the order of the documentation. No other field may stand in it.</summary>
public sealed class ObjectShape
{
    private readonly byte[][] _names;

    public ObjectShape(params IReadOnlyList<FieldShape> fields)
    {
        Fields = fields;
        _names = [.. fields.Select(f => Encoding.UTF8.GetBytes(f.Name))];
        HoldsPersonal = fields.Any(f => f.IsPersonal || f.Nested is { HoldsPersonal: true });
        CanonicalOrder = [.. Enumerable.Range(0, fields.Count).OrderBy(i => fields[i].Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<FieldShape> Fields { get; }

    /// <summary>Whether a field here, or in an object within, is about a person.</summary>
    public bool HoldsPersonal { get; }

    /// <summary>Positions of the fields in ordinal order of their names.</summary>
    internal IReadOnlyList<int> CanonicalOrder { get; }

    /// <summary>Position of the field of that name, or −1.</summary>
    public int IndexOf(string name)
    {
        for (int i = 0; i < Fields.Count; i++)
        {
            if (string.Equals(Fields[i].Name, name, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    /// <summary>Position of the field of that name in UTF-8, or −1.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < _names.Length; i++)
        {
            if (name.SequenceEqual(_names[i]))
                return i;
        }

        return -1;
    }
}
