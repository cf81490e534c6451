using System.Globalization;
using System.Text;

namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>
/// Amounts as people write them: <c>1,23,456.50</c>, <c>1.234,50</c>, <c>(12.00)</c>, <c>12-</c>, <c>₹ 500</c>,
/// <c>INR 500</c>. Where one sign parts groups of three, it is a thousands sign: <c>1,234</c> is 1234.
/// </summary>
internal static class AmountText
{
    /// <summary>Letters of a currency's code, before or behind the number.</summary>
    private const int CodeLetters = 3;

    public static bool TryParse(string text, out decimal amount)
    {
        amount = 0;
        var rest = WithoutCurrency(text.AsSpan().Trim());
        var negative = TakeSign(ref rest);
        rest = WithoutCurrency(rest);
        if (!negative)
        {
            negative = TakeSign(ref rest);
        }

        if (rest.IsEmpty || !(char.IsAsciiDigit(rest[0]) || rest[0] is '.' or ',')
            || !decimal.TryParse(Plain(rest), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        amount = negative ? -value : value;
        return true;
    }

    private static bool TakeSign(ref ReadOnlySpan<char> text)
    {
        var negative = true;
        if (text is ['(', .. var inner, ')'])
        {
            text = inner;
        }
        else if (text is ['-' or '\u2212', .. var behind])
        {
            text = behind;
        }
        else if (text is [.. var before, '-' or '\u2212'])
        {
            text = before;
        }
        else
        {
            negative = false;
            text = text is ['+', .. var plus] ? plus : text;
        }

        text = text.Trim();
        return negative;
    }

    private static ReadOnlySpan<char> WithoutCurrency(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && IsSign(text[start]))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && IsSign(text[end - 1]))
        {
            end--;
        }

        if (!IsCurrency(text[..start]) || !IsCurrency(text[end..]))
        {
            return text;
        }

        // The point of "Rs." belongs to it; the one of ".50" does not.
        start += start > 0 && start < end && text[start] == '.' ? 1 : 0;
        return text[start..end].Trim();
    }

    private static bool IsSign(char c) => char.IsAsciiLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;

    /// <summary>Nothing, a code of three letters, rupees in short, or a sign; a letter O in a zero's place is none.</summary>
    private static bool IsCurrency(ReadOnlySpan<char> text) =>
        text.IsEmpty || text.Length == CodeLetters || text.Equals("rs", StringComparison.OrdinalIgnoreCase)
        || (text.Length == 1 && !char.IsAsciiLetter(text[0]));

    /// <summary>Digits with a point at most, as the parser wants them.</summary>
    private static string Plain(ReadOnlySpan<char> text)
    {
        var decimalSign = DecimalSign(text);
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var grouping = text[i] is '.' or ',' or ' ' or '\u00A0' or '\u202F' or '\'' && text[i] != decimalSign;
            if (!grouping)
            {
                plain.Append(text[i] == decimalSign ? '.' : text[i]);
            }
            else if (i + 1 == text.Length || !char.IsAsciiDigit(text[i + 1]) || i == 0)
            {
                return "";
            }
        }

        return plain.ToString();
    }

    private static char DecimalSign(ReadOnlySpan<char> text)
    {
        var last = text.LastIndexOfAny('.', ',');
        if (last < 0)
        {
            return '.';
        }

        var sign = text[last];
        var other = sign == '.' ? ',' : '.';
        if (text.Contains(other))
        {
            return sign;
        }

        var once = text.IndexOf(sign) == last;
        return sign == '.' && once ? '.' : once && text.Length - last - 1 != 3 ? sign : other;
    }
}
