using System.CommandLine;
using System.Text;
using Sluice.Cli.Rendering;
using Sluice.Topology.Records.Scalars;
using Sluice.Topology.Time;

namespace Sluice.Cli.Hosting;

/// <summary>The options that every command takes, and others that several do.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> DbUri = new("--db-uri")
    {
        Description = $"Where the books are: sqlite:PATH or postgresql://user@host:port/database ({StoreLocation.Variable}; default {StoreLocation.Default})",
        HelpName = "URI",
        Recursive = true,
    };

    public static readonly Option<string?> Log = new("--log")
    {
        Description = $"Where the records are: embedded, in the store's file, or kafka://host:port[,host:port] ({StoreLocation.LogVariable}; default {StoreLocation.DefaultLog})",
        HelpName = "LOG",
        Recursive = true,
    };

    public static readonly Option<string?> Format = new("--format")
    {
        Description = "How the result is written: table, json or csv",
        HelpName = "table|json|csv",
        Recursive = true,
    };

    /// <summary>Of the lists that leave columns out unless asked.</summary>
    public static readonly Option<bool> AllColumns = new("--all-columns")
    {
        Description = "Also the columns that are left out otherwise: which reference data a figure includes, a rule's whole record",
    };

    public static StoreLocation Location(this ParseResult parsed) => StoreLocation.Parse(parsed.GetValue(DbUri), parsed.GetValue(Log));

    /// <exception cref="CliException">No such format.</exception>
    public static OutputFormat OutputFormat(this ParseResult parsed, OutputFormat otherwise = Rendering.OutputFormat.Table) =>
        parsed.GetValue(Format) switch
        {
            null => otherwise,
            "table" => Rendering.OutputFormat.Table,
            "json" => Rendering.OutputFormat.Json,
            "csv" => Rendering.OutputFormat.Csv,
            var other => throw CliException.Usage($"--format {other} is not known: table, json and csv are"),
        };

    /// <summary>A month that must be one if it is given.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public static BusinessMonth? Month(this ParseResult parsed, Option<string?> option) => parsed.GetValue(option) switch
    {
        null => null,
        var text when BusinessMonth.TryParse(text, out var month) => month,
        var text => throw CliException.Usage($"\"{text}\" is not a month: write YYYY-MM, such as 2026-01"),
    };

    /// <summary>An instant that must be one if it is given.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public static DateTimeOffset? Instant(this ParseResult parsed, Option<string?> option) => parsed.GetValue(option) switch
    {
        null => null,
        var text when InstantText.TryParse(Encoding.UTF8.GetBytes(text), out var ticks) => new DateTimeOffset(ticks, TimeSpan.Zero),
        var text => throw CliException.Usage($"\"{text}\" is not an instant: write RFC 3339 with an offset, such as 2026-01-31T18:00:00+05:30"),
    };
}
