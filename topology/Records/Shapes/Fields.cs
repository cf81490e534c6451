namespace Sluice.Topology.Records.Shapes;

/// <summary>Short words for the catalogue. All fields are required until said otherwise.</summary>
internal static class Fields
{
    public static FieldShape Code(string name) => Plain(name, FieldKind.Code);

    public static FieldShape Text(string name) => Plain(name, FieldKind.Text);

    public static FieldShape Currency(string name) => Plain(name, FieldKind.Currency);

    public static FieldShape Date(string name) => Plain(name, FieldKind.Date);

    public static FieldShape Instant(string name) => Plain(name, FieldKind.Instant);

    public static FieldShape Boolean(string name) => Plain(name, FieldKind.Boolean);

    public static FieldShape Integer(string name, long minimum) => Plain(name, FieldKind.Integer) with { Minimum = minimum };

    /// <summary>A price or fee: never negative (see <see cref="Signed"/>).</summary>
    public static FieldShape Price(string name) => Plain(name, FieldKind.Amount) with { Minimum = 0 };

    /// <summary>A number that may be negative: reversals are.</summary>
    public static FieldShape Signed(string name) => Plain(name, FieldKind.Amount);

    public static FieldShape Choice(string name, params IReadOnlyList<string> words) =>
        Plain(name, FieldKind.Choice) with { Choices = words };

    public static FieldShape Object(string name, params IReadOnlyList<FieldShape> fields) =>
        Plain(name, FieldKind.Object) with { Nested = new ObjectShape(fields) };

    public static FieldShape List(string name, params IReadOnlyList<FieldShape> fields) =>
        Plain(name, FieldKind.List) with { Nested = new ObjectShape(fields) };

    private static FieldShape Plain(string name, FieldKind kind) => new(name, kind, Required: true, null, [], null);
}
