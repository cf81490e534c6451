using System.CommandLine;
using Sluice.Cli.Control;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;
using Sluice.Topology.Books;
using Sluice.Topology.Time;

namespace Sluice.Cli.Commands;

/// <summary><c>rerun M</c>: computes closed months anew, and shows or books the differences.</summary>
internal static class RerunCommand
{
    /// <summary>Months of one rerun: ten years.</summary>
    private const int MonthsMax = 120;

    private static readonly Argument<string> From = MonthArgument.Create("The month, or the first of several");
    private static readonly Option<string?> To = new("--to") { Description = "The last month (default: the first)", HelpName = "YYYY-MM" };
    private static readonly Option<string[]> Client = new("--client") { Description = "Documents of this client; may be repeated (default: all)", HelpName = "ID" };
    private static readonly Option<string[]> Provider = new("--provider") { Description = "Documents of this provider; may be repeated (default: all)", HelpName = "ID" };
    private static readonly Option<string?> AsOf = new("--as-of") { Description = "With the rules known at this instant, RFC 3339 (default: those known now)", HelpName = "T" };
    private static readonly Option<bool> IncludeLate = new("--include-late") { Description = "With the records that came after the month was closed" };
    private static readonly Option<bool> Apply = new("--apply") { Description = "Book the differences: credit notes and supplementary documents (default: only show them)" };

    public static Command Create() =>
        new Command("rerun", "Compute closed months anew beside live work; show the differences, or book them") { From, To, Client, Provider, AsOf, IncludeLate, Apply }
            .Sends(Message, Title, WriteAsync);

    private static CommandMessage Message(ParseResult parsed) => CommandMessage.Rerun(new RerunWish(
        Months(parsed), parsed.Ids(Client), parsed.Ids(Provider), parsed.Instant(AsOf), parsed.GetValue(IncludeLate), parsed.GetValue(Apply)));

    private static string Title(ParseResult parsed)
    {
        var months = Months(parsed);
        return months.Count == 1 ? $"rerun {months[0]}" : $"rerun {months[0]} to {months[^1]}";
    }

    private static IReadOnlyList<BusinessMonth> Months(ParseResult parsed)
    {
        var from = parsed.Month(From);
        var to = parsed.Month(To) ?? from;
        if (to < from)
        {
            throw CliException.Usage($"--to {to} lies before {from}: write the first month first");
        }

        var count = to.Index - from.Index + 1;
        return count <= MonthsMax
            ? [.. Enumerable.Range(0, count).Select(from.Plus)]
            : throw CliException.Usage($"--to {to} makes {count} months: at most {MonthsMax} are computed at once");
    }

    private static async Task WriteAsync(ReadSide books, object?[] row, OutputFormat format, CancellationToken cancel) =>
        new RerunView(await books.RowsAsync(BooksTables.RerunReports, cancel, ("command_id", row[0]))).Write(format);
}
