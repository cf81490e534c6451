using System.Text;

namespace Sluice.Connectors.Fx.Ecb;

/// <summary>
/// The ECB's CSV: eurofxref-hist.csv, newest date first, and eurofxref.csv of one day with blanks after its commas. Lines
/// end with a comma; a row that has more or fewer cells than the header was cut or mended by hand, and is refused.
/// </summary>
internal static class EcbCsv
{
    public static EcbRates Read(byte[] content)
    {
        using var text = new StreamReader(new MemoryStream(content, writable: false), Strict(), detectEncodingFromByteOrderMarks: false);
        try
        {
            return Read(text);
        }
        catch (DecoderFallbackException binary)
        {
            throw EcbFormatException.Of("it is not text in UTF-8: perhaps it was cut or damaged", binary);
        }
    }

    private static EcbRates Read(StreamReader text)
    {
        var days = new EcbDays();
        string[]? header = null;
        for (long number = 1; text.ReadLine() is { } line; number++)
        {
            line = number == 1 ? line.TrimStart('\uFEFF') : line;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var cells = Array.ConvertAll(line.Split(','), c => c.Trim());
            if (header is null)
            {
                header = Header(cells, number);
            }
            else
            {
                days.Add(Row(header, cells, number));
            }
        }

        return header is null
            ? throw EcbFormatException.Of("it is empty")
            : days.ToRates([.. header.Skip(1).Where(c => c.Length > 0)]);
    }

    private static string[] Header(string[] cells, long line)
    {
        if (!cells[0].Equals("Date", StringComparison.OrdinalIgnoreCase))
        {
            throw EcbFormatException.At(line, $"there is no header: it must begin with Date, not \"{EcbValues.Shown(cells[0])}\"");
        }

        if (cells.Length > FxLimits.ColumnsMax)
        {
            throw EcbFormatException.At(line, $"the header has {cells.Length} columns; at most {FxLimits.ColumnsMax} are read");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 1; i < cells.Length; i++)
        {
            if (cells[i].Length == 0 && i == cells.Length - 1)
            {
                break;
            }

            if (!EcbValues.IsCode(cells[i]))
            {
                throw EcbFormatException.At(line, $"{i + 1}", $"\"{EcbValues.Shown(cells[i])}\" is no currency code of three capital letters");
            }

            if (!seen.Add(cells[i]))
            {
                throw EcbFormatException.At(line, $"{i + 1}", $"{cells[i]} stands in the header twice");
            }
        }

        return seen.Count > 0 ? cells : throw EcbFormatException.At(line, "the header names no currency");
    }

    private static EcbDay Row(string[] header, string[] cells, long line)
    {
        if (cells.Length != header.Length)
        {
            throw EcbFormatException.At(line, $"it has {cells.Length} cells, and the header {header.Length}: perhaps it was cut");
        }

        var date = EcbValues.Date(cells[0], line);
        var quotes = new List<EcbQuote>(cells.Length);
        for (var i = 1; i < cells.Length; i++)
        {
            if (header[i].Length == 0)
            {
                if (cells[i].Length > 0)
                {
                    throw EcbFormatException.At(line, $"{i + 1}", $"\"{EcbValues.Shown(cells[i])}\" stands in a column without a name");
                }
            }
            else if (EcbValues.Rate(cells[i], line, header[i]) is { } rate)
            {
                quotes.Add(new EcbQuote(header[i], rate));
            }
        }

        return new EcbDay(date, line, quotes);
    }

    private static UTF8Encoding Strict() => new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
