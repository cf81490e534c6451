using System.Globalization;
using System.Text;

namespace Sluice.Topology.Records.Scalars;

/// <summary>Shows bytes that may be anything in a sentence, a table or a log line, without harm to either.</summary>
internal static class Printable
{
    /// <summary>Longest value shown, in characters.</summary>
    public const int LengthMax = 200;

    private const char Cut = '…';

    /// <summary>
    /// The text, with control and invisible formatting characters as <c>\u0000</c>, bytes that are no UTF-8 as
    /// <c>\xFF</c>, and shortened.
    /// </summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var shown = new StringBuilder();
        while (!bytes.IsEmpty)
        {
            bool valid = Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            int before = shown.Length;
            if (valid)
                Append(shown, rune);
            else
                AppendBytes(shown, bytes[..length]);
            bytes = bytes[length..];
            if (shown.Length > LengthMax || (shown.Length == LengthMax && !bytes.IsEmpty))
                return shown.Remove(before, shown.Length - before).Append(Cut).ToString();
        }

        return shown.ToString();
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{byte})"/>
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    private static void Append(StringBuilder shown, Rune rune)
    {
        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        bool visible = category is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
        if (visible)
            shown.Append(rune);
        else
            shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
    }

    private static void AppendBytes(StringBuilder shown, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
            shown.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}");
    }
}
