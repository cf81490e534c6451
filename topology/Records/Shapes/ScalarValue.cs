using System.Text;
using Sluice.Topology.Money;
using Sluice.Topology.Records.Scalars;

namespace Sluice.Topology.Records.Shapes;

/// <summary>Turns the text or number of a field into its value, or into words of what it breaks ("must be …").</summary>
internal static class ScalarValue
{
    /// <summary>A string's value after unescaping. Null without fault: an optional text that is empty is absent.</summary>
    public static object? Text(FieldShape field, ReadOnlySpan<byte> text, out string? fault)
    {
        fault = null;
        switch (field.Kind)
        {
            case FieldKind.Date when DateText.TryParse(text, out DateOnly date):
                return date;
            case FieldKind.Instant when InstantText.TryParse(text, out long ticks):
                return new DateTimeOffset(ticks, TimeSpan.Zero);
            case FieldKind.Currency when Currencies.IsKnown(text):
                return Encoding.UTF8.GetString(text);
            case FieldKind.Choice when Chosen(field, text) is { } word:
                return word;
            case FieldKind.Code or FieldKind.Text:
                fault = TextFault(field, text);
                return text.IsEmpty || fault is not null ? null : Encoding.UTF8.GetString(text);
            default:
                fault = $"must be {field.Expectation}";
                return null;
        }
    }

    /// <summary>A number's value: long or decimal.</summary>
    public static object? Number(FieldShape field, ReadOnlySpan<byte> text, out string? fault)
    {
        fault = NumberText.TryParse(text, out Int128 scaled) switch
        {
            NumberFault.None when !InRange(field, scaled) => $"must be {field.Expectation}",
            NumberFault.None => null,
            NumberFault.TooManyIntegerDigits => $"must have at most {NumberText.IntegerDigitsMax} digits before the decimal point",
            NumberFault.TooManyFractionDigits when field.Kind == FieldKind.Amount =>
                $"must have at most {NumberText.FractionDigitsMax} digits after the decimal point",
            _ => $"must be {field.Expectation}",
        };
        if (fault is not null)
            return null;
        if (field.Kind == FieldKind.Integer)
            return (long)(scaled / Scaled.One);
        return Scaled.ToDecimal(scaled);
    }

    private static bool InRange(FieldShape field, Int128 scaled) =>
        (field.Kind != FieldKind.Integer || scaled % Scaled.One == 0)
        && (field.Minimum is not { } least || scaled >= (Int128)least * Scaled.One);

    private static string? Chosen(FieldShape field, ReadOnlySpan<byte> text)
    {
        foreach (string word in field.Choices)
        {
            if (Ascii.Equals(text, word))
                return word;
        }

        return null;
    }

    private static string? TextFault(FieldShape field, ReadOnlySpan<byte> text)
    {
        if (field.Kind == FieldKind.Code && text.Length > TextRules.CodeBytesMax)
            return $"must have at most {TextRules.CodeBytesMax} bytes in UTF-8, not {text.Length}";
        if (TextRules.Forbidden(text, field.Kind == FieldKind.Text) is { } character)
            return $"must not hold the character U+{character.Value:X4}";
        return field.Required && TextRules.IsBlank(text) ? "must not be empty" : null;
    }
}
