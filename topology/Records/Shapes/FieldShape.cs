namespace Sluice.Topology.Records.Shapes;

/// <summary>One field: its name, what it may hold, and whether a record can do without it.</summary>
/// <param name="Minimum">Least value of a number, or null where it may be negative.</param>
/// <param name="Choices">The words of a <see cref="FieldKind.Choice"/>; empty for other kinds.</param>
/// <param name="Nested">The shape of an object or of a list's items; null for other kinds.</param>
public sealed record FieldShape(
    string Name,
    FieldKind Kind,
    bool Required,
    long? Minimum,
    IReadOnlyList<string> Choices,
    ObjectShape? Nested)
{
    /// <summary>Whether the value is about a person: it is checked like any other, and shown nowhere.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>Whether a CSV cell of this field stands in JSON without quotes.</summary>
    public bool IsNumber => Kind is FieldKind.Integer or FieldKind.Amount;

    /// <summary>Whether the field is a JSON string.</summary>
    public bool IsString => !IsNumber && !IsNested && Kind != FieldKind.Boolean;

    /// <summary>Whether a CSV cell of this field holds JSON.</summary>
    public bool IsNested => Kind is FieldKind.Object or FieldKind.List;

    /// <summary>The same field, which a record may leave out.</summary>
    public FieldShape Optional() => this with { Required = false };

    /// <summary>The same field, of which no rejection shows the value.</summary>
    public FieldShape Personal() => this with { IsPersonal = true };

    /// <summary>What the field must be, to complete "images must be …".</summary>
    public string Expectation => Kind switch
    {
        FieldKind.Code or FieldKind.Text => "text",
        FieldKind.Currency => "a currency code of ISO 4217",
        FieldKind.Choice => $"one of {string.Join(", ", Choices)}",
        FieldKind.Integer => Minimum is { } least ? $"a whole number of at least {least}" : "a whole number",
        FieldKind.Amount => Minimum is { } least ? $"a number of at least {least}" : "a number",
        FieldKind.Date => "a date of the calendar as YYYY-MM-DD",
        FieldKind.Instant => "an instant of RFC 3339 with an offset, such as 2026-01-31T18:30:00Z",
        FieldKind.Boolean => "true or false",
        FieldKind.Object => "an object",
        FieldKind.List => "a list",
        _ => throw new InvalidOperationException($"No words for the kind {Kind}."),
    };
}
