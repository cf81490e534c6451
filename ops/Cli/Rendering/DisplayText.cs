using System.Globalization;
using System.Text;

namespace Sluice.Cli.Rendering;

/// <summary>Text as a terminal lays it out, one line of it.</summary>
internal static class DisplayText
{
    /// <summary>Columns the text takes.</summary>
    public static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Width(rune);
        }

        return width;
    }

    /// <summary>At most so many columns, an ellipsis for what is cut off.</summary>
    public static string Fit(string text, int columns)
    {
        if (Width(text) <= columns)
        {
            return text;
        }

        return Head(text, columns - 1) + '…';
    }

    /// <summary>Lines of at most so many columns, broken between words, and within a word only where it is longer than a line.</summary>
    public static IReadOnlyList<string> Wrap(string text, int columns)
    {
        // No line is too narrow for the widest character.
        columns = Math.Max(2, columns);
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && Width(line) + 1 + Width(word) > columns)
            {
                lines.Add(line);
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
            while (Width(line) > columns)
            {
                var head = Head(line, columns);
                lines.Add(head);
                line = line[head.Length..];
            }
        }

        lines.Add(line);
        return lines;
    }

    /// <summary>Without control characters: what records hold must not move a person's cursor.</summary>
    public static string Clean(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c))
            {
                return string.Concat(text.Select(static c => char.IsControl(c) ? '·' : c));
            }
        }

        return text;
    }

    /// <summary>The beginning of a text that takes at most so many columns.</summary>
    private static string Head(string text, int columns)
    {
        var (length, width) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (width + Width(rune) > columns)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
            width += Width(rune);
        }

        return text[..length];
    }

    private static int Width(Rune rune)
    {
        if (rune.IsAscii)
        {
            return 1;
        }

        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
        {
            return 0;
        }

        // Hangul, CJK, full-width forms and emoji take two columns.
        return rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF)
            or (>= 0x20000 and <= 0x3FFFD)
            ? 2
            : 1;
    }
}
