namespace Sluice.Topology.Records.Shapes;

/// <summary>
/// A decoded object: one value per field of its shape, null where absent. Values are string, long (whole numbers),
/// decimal (amounts), <see cref="DateOnly"/>, <see cref="DateTimeOffset"/> (UTC), bool, <see cref="ShapedRecord"/>, or a
/// list of those. Asking for a field the shape lacks, or for another type, is a fault of the program and throws.
/// </summary>
public sealed class ShapedRecord
{
    private readonly object?[] _values;

    internal ShapedRecord(ObjectShape shape, object?[] values)
    {
        Shape = shape;
        _values = values;
    }

    public ObjectShape Shape { get; }

    internal IReadOnlyList<object?> Values => _values;

    public string Text(string field) => (string)Present(field);

    public string? OptionalText(string field) => (string?)Value(field);

    public long Whole(string field) => (long)Present(field);

    public long? OptionalWhole(string field) => (long?)Value(field);

    public decimal Amount(string field) => (decimal)Present(field);

    public decimal? OptionalAmount(string field) => (decimal?)Value(field);

    public DateOnly Date(string field) => (DateOnly)Present(field);

    public DateOnly? OptionalDate(string field) => (DateOnly?)Value(field);

    /// <summary>An instant, in UTC.</summary>
    public DateTimeOffset Instant(string field) => (DateTimeOffset)Present(field);

    public bool? OptionalFlag(string field) => (bool?)Value(field);

    public ShapedRecord Nested(string field) => (ShapedRecord)Present(field);

    public ShapedRecord? OptionalNested(string field) => (ShapedRecord?)Value(field);

    public IReadOnlyList<ShapedRecord> List(string field) => (IReadOnlyList<ShapedRecord>)Present(field);

    /// <summary>The record as JSON in one agreed spelling: see <see cref="CanonicalJson"/>.</summary>
    public string ToCanonicalJson() => CanonicalJson.Of(this);

    private object Present(string field) =>
        Value(field) ?? throw new InvalidOperationException($"The field {field} is absent.");

    private object? Value(string field)
    {
        int index = Shape.IndexOf(field);
        return index >= 0
            ? _values[index]
            : throw new ArgumentException($"The shape has no field {field}.", nameof(field));
    }
}
