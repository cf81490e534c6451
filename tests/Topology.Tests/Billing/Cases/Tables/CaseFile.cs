using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Sluice.Topology.Tests.Billing.Cases.Tables;

/// <summary>A file of <c>docs/pricing-cases</c>: documentation that is also the tests' data. Safe for all threads.</summary>
internal sealed class CaseFile
{
    private static readonly ConcurrentDictionary<string, CaseFile> s_files = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, IReadOnlyList<TableRow>> _rows = new(StringComparer.Ordinal);
    private readonly string _text;

    private CaseFile(string name) => _text = File.ReadAllText(Path.Combine(Folder(), name));

    /// <summary>Every file is read once.</summary>
    public static CaseFile Open(string name) => s_files.GetOrAdd(name, file => new CaseFile(file));

    /// <summary>The name of every file there is.</summary>
    public static IEnumerable<string> Names() => Directory.GetFiles(Folder(), "*.md").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    public IReadOnlyList<TableRow> Cases => Rows("case");

    /// <summary>Lines that begin as cases do (<c>| PR-G01 |</c>), however they may be read.</summary>
    public int CaseLines => _text.Split('\n').Count(line =>
        line.Split('|', StringSplitOptions.TrimEntries) is ["", { Length: 6 } name, ..]
        && name[2] == '-' && char.IsAsciiLetterUpper(name[0]) && char.IsAsciiDigit(name[5]));

    public TableRow Case(string name) => Row("case", name);

    public IReadOnlyList<TableRow> Rows(string firstColumn) => _rows.GetOrAdd(firstColumn, column => MarkdownTables.Rows(_text, column));

    /// <summary>The named row of the tables with that first column.</summary>
    public TableRow Row(string firstColumn, string name) => Rows(firstColumn).SingleOrDefault(row => row[firstColumn] == name)
        ?? throw new FormatException($"there is no {firstColumn} {name}");

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "..", "docs", "pricing-cases");
}
