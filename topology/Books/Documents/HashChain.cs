using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sluice.Engine.Outputs;

namespace Sluice.Topology.Books.Documents;

/// <summary>
/// Each row's hash is the SHA-256, in hexadecimal, of the hash before, a line feed, and the row's canonical form; an
/// invoice's form goes on with its lines. The first row follows <see cref="Genesis"/>.
/// </summary>
public static class HashChain
{
    /// <summary>What the first row follows.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    private const string PreviousColumn = "prev_hash";
    private const string HashColumn = "hash";
    private const char Separator = '\u001f';

    /// <summary>Where a row keeps the hash before it.</summary>
    public static int PreviousOf(TableSchema table) => table.Ordinal(PreviousColumn);

    /// <summary>Where a row keeps its own.</summary>
    public static int HashOf(TableSchema table) => table.Ordinal(HashColumn);

    /// <param name="previous">The hash of the row before.</param>
    /// <param name="values">All columns of the row; those of the chain are left out of its form.</param>
    /// <param name="details">Rows that belong to it, such as an invoice's lines, in order.</param>
    public static string Next(string previous, TableSchema table, object?[] values, IEnumerable<(TableSchema Table, object?[] Values)> details)
    {
        var text = new StringBuilder(previous).Append('\n').Append(Canonical(table, values));
        foreach (var (of, detail) in details)
        {
            text.Append('\n').Append(Canonical(of, detail));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The table's name, then <c>column=value</c> of every column that is not null, each behind 0x1F; the same whatever store has kept the row.</summary>
    private static string Canonical(TableSchema table, object?[] values)
    {
        var text = new StringBuilder(table.Name);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value && table.Columns[i].Name is not (PreviousColumn or HashColumn))
            {
                text.Append(Separator).Append(table.Columns[i].Name).Append('=').Append(Escaped(Text(value)));
            }
        }

        return text.ToString();
    }

    /// <summary>So that no text can look like the end of its field.</summary>
    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\u001f", "\\u001f", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Amounts without trailing zeros, instants in UTC to the millisecond: stores keep these and may drop more.</summary>
    private static string Text(object value) => value switch
    {
        decimal amount => amount.ToString("0.############################", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
