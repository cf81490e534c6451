using System.Text;

namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>
/// A reference without separators and without the zeros that lead its first digits: <c>INV-000123</c>, <c>inv 123</c> and
/// <c>INV/0123</c> are equal.
/// </summary>
internal sealed class IdValue : FieldValue
{
    private IdValue(string key)
        : base(key)
    {
        var digits = new StringBuilder(key.Length);
        foreach (var c in key)
        {
            _ = char.IsAsciiDigit(c) ? digits.Append(c) : digits;
        }

        Digits = digits.ToString();
    }

    public override FieldKind Kind => FieldKind.Id;

    /// <summary>The digits alone: what is left when a prefix is forgotten or another one is typed.</summary>
    public string Digits { get; }

    public static IdValue? Of(string id)
    {
        var whole = string.Concat(TextFold.Words(id));
        return whole.Length == 0 ? null : new IdValue(WithoutLeadingZeros(whole));
    }

    private static string WithoutLeadingZeros(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (first < 0)
        {
            return text;
        }

        var end = first;
        while (end < text.Length - 1 && text[end] == '0' && char.IsAsciiDigit(text[end + 1]))
        {
            end++;
        }

        return text.Remove(first, end - first);
    }
}
