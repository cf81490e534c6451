using Sluice.Topology.Money;
using Sluice.Topology.Records.Scalars;

namespace Sluice.Topology.Records;

/// <summary>Values of a flat record as a quick pass takes them. False leaves the judgement to the general decoder.</summary>
internal static class FlatValues
{
    private const int PlainDigitsMax = 15;

    /// <summary>Reads an id or code; empty where the string is.</summary>
    public static bool TryCode(this scoped ref FlatScanner scanner, UnescapeBuffer buffer, out ReadOnlySpan<byte> text) =>
        scanner.TryText(buffer, freeText: false, out text) && text.Length <= TextRules.CodeBytesMax;

    /// <summary>Reads a text of any length that a message may have.</summary>
    /// <param name="freeText">Whether it may hold tabs and line ends.</param>
    public static bool TryText(this scoped ref FlatScanner scanner, UnescapeBuffer buffer, bool freeText, out ReadOnlySpan<byte> text) =>
        scanner.TryString(out text, out bool plain)
        && (plain || (buffer.TryUnescape(ref text) && TextRules.Forbidden(text, freeText) is null));

    /// <summary>Reads a whole number, however written.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> number, out long value)
    {
        value = 0;
        bool plain = number.Length is > 0 and <= PlainDigitsMax && (number[0] != '0' || number.Length == 1);
        for (int i = 0; plain && i < number.Length; i++)
        {
            int digit = number[i] - '0';
            plain = digit is >= 0 and <= 9;
            value = (value * 10) + digit;
        }

        if (plain)
            return true;
        if (NumberText.TryParse(number, out Int128 scaled) != NumberFault.None || scaled % Scaled.One != 0)
            return false;
        value = (long)(scaled / Scaled.One);
        return true;
    }

    public static bool TryFlag(ReadOnlySpan<byte> word, out bool flag)
    {
        flag = word.SequenceEqual("true"u8);
        return flag || word.SequenceEqual("false"u8);
    }
}
