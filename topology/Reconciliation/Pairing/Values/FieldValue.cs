namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>A value in the form in which it is compared. Immutable.</summary>
public abstract class FieldValue
{
    private protected FieldValue(string key) => Key = key;

    public abstract FieldKind Kind { get; }

    /// <summary>Two values of one kind are equal when their keys are.</summary>
    public string Key { get; }

    /// <summary>All that comparisons look at; of equal values the one with the lowest form stands for all.</summary>
    internal virtual string Form => Key;

    /// <summary>A date that no calendar has: it was taken as a slip of the hand, and is compared by its digits.</summary>
    public virtual bool IsMistyped => false;

    /// <summary>Text in any case, with or without accents and punctuation; null where no letter or digit is in it.</summary>
    public static FieldValue? OfText(string text) => TextValue.Of(text);

    /// <summary>An amount, exactly.</summary>
    public static FieldValue OfAmount(decimal amount) => new AmountValue(amount);

    /// <summary>A day.</summary>
    public static FieldValue OfDate(DateOnly date) => new DateValue(date);

    /// <summary>A reference; null where no letter or digit is in it.</summary>
    public static FieldValue? OfId(string id) => IdValue.Of(id);

    /// <summary>Reads a value as people write it; an empty one is missing, which is no fault.</summary>
    /// <returns>False where the text is no value of the kind.</returns>
    public static bool TryRead(FieldKind kind, string text, out FieldValue? value)
    {
        value = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        value = kind switch
        {
            FieldKind.Text => OfText(text),
            FieldKind.Id => OfId(text),
            FieldKind.Amount => AmountText.TryParse(text, out var amount) ? new AmountValue(amount) : null,
            _ => DateText.TryParse(text, out var year, out var month, out var day) ? new DateValue(year, month, day) : null,
        };
        return value is not null || kind is FieldKind.Text or FieldKind.Id;
    }

    public override string ToString() => Key;
}
