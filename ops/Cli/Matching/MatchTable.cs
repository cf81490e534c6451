using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Sluice.Cli.Hosting;

namespace Sluice.Cli.Matching;

/// <summary>A row of a file, its cells trimmed.</summary>
/// <param name="Line">Where it ends; the header's is 1.</param>
internal readonly record struct MatchRow(long Line, string[] Cells);

/// <summary>
/// A CSV file as it stands: UTF-8, commas, a first row of names, every row as long as it, blanks around names and values
/// trimmed, empty lines skipped.
/// </summary>
/// <param name="Path">As the user wrote it: messages name it.</param>
internal sealed record MatchTable(string Path, IReadOnlyList<string> Headers, IReadOnlyList<MatchRow> Rows)
{
    /// <summary>Characters of a cell; of a longer one a quote is missing.</summary>
    private const int CellMax = 1 << 20;

    /// <exception cref="CliException">There is no such file, or it is no table.</exception>
    public static MatchTable Read(string path)
    {
        if (!File.Exists(path))
        {
            throw CliException.Usage(Directory.Exists(path) ? $"{path} is a folder, not a file" : $"there is no file {path}");
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            using var text = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return Read(path, text);
        }
        catch (DecoderFallbackException binary)
        {
            throw CliException.Failed($"{path}: it is not text in UTF-8", binary);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw CliException.Failed($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static MatchTable Read(string path, StreamReader text)
    {
        using var rows = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = null,
            MaxFieldSize = CellMax,
            TrimOptions = TrimOptions.Trim,
        });
        string[]? headers = null;
        var read = new List<MatchRow>();
        while (Next(path, rows))
        {
            var cells = Array.ConvertAll(rows.Record ?? [], c => c.Trim());
            if (headers is null)
            {
                headers = cells;
            }
            else if (cells.Length == headers.Length)
            {
                read.Add(new MatchRow(rows.RawRow, cells));
            }
            else if (cells is not [""])
            {
                throw CliException.Failed($"{path}, line {rows.RawRow}: it has {cells.Length} values, and the header {headers.Length} columns");
            }
        }

        return headers is null || headers is [""]
            ? throw CliException.Failed($"{path} is empty: a header with the names of the columns is wanted")
            : new MatchTable(path, headers, read);
    }

    private static bool Next(string path, CsvParser rows)
    {
        try
        {
            return rows.Read();
        }
        catch (MaxFieldSizeException tooLong)
        {
            throw CliException.Failed($"{path}, line {rows.RawRow}: a value is longer than {CellMax} characters: perhaps a quote is missing", tooLong);
        }
    }
}
