using Sluice.Engine.Outputs;

namespace Sluice.Cli.Reading;

/// <summary>One filter of a list.</summary>
/// <param name="Word">What a person calls it, such as <c>month</c>; empty where another filter says it already.</param>
/// <param name="Column">The column that must have the value.</param>
/// <param name="Value">The value; null filters nothing.</param>
internal readonly record struct Narrowing(string Word, string Column, string? Value)
{
    /// <summary>The filters that are set, in words; null where none is.</summary>
    public static string? Describe(params IEnumerable<Narrowing> filters)
    {
        var words = string.Join(", ", filters.Where(f => f is { Value: not null, Word.Length: > 0 }).Select(f => $"{f.Word} {f.Value}"));
        return words.Length > 0 ? $"for {words}" : null;
    }
}

/// <summary>The rows that were found.</summary>
/// <param name="Missed">Where nothing was found although the table has rows: for what; else null.</param>
internal sealed record Listing(TableSchema Table, IReadOnlyList<object?[]> Rows, string? Missed);
