using System.CommandLine;
using Sluice.Cli.Explaining;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books.Explaining;

namespace Sluice.Cli.Commands;

/// <summary><c>explain invoice N</c> and <c>explain margin M CLIENT</c>: a figure back to its reports, beside a running engine or without one.</summary>
internal static class ExplainCommand
{
    /// <summary>Reports of a line that a person is shown who did not ask for that line.</summary>
    private const int ReportsShown = 5;

    private static readonly Argument<string> Number = new("N") { Description = "Number of the document or credit note, such as INV-2601-000001" };
    private static readonly Option<int?> Line = new("--line") { Description = "Only this line, with all its reports", HelpName = "K" };
    private static readonly Argument<string> Month = MonthArgument.Create("The month");
    private static readonly Argument<string> Client = new("CLIENT") { Description = "The client's id" };

    public static Command Create() => new("explain", "What made a figure: reports in the log, rule version, exchange rate")
    {
        new Command("invoice", "A document or credit note, line by line") { Number, Line }.Runs(InvoiceAsync),
        new Command("margin", "A client's month: revenue and COGS, line by line") { Month, Client, Line }.Runs(MarginAsync),
    };

    private static async Task InvoiceAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var number = parsed.GetValue(Number)!;
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        var explained = await DocumentAsync(books, number, cancel);
        var lines = Chosen(explained.Lines, parsed.GetValue(Line), number);
        if (format != OutputFormat.Table)
        {
            RowWriter.Write(format, ExplainRows.OfInvoice, ExplainRows.Of(number, lines));
            return;
        }

        Write(explained.Number, $"{explained.Kind} of {explained.Party} for {explained.Party.Month}: {Total(explained.Total, explained.Party.Currency)}", lines, parsed);
    }

    /// <exception cref="CliException">There is none, or it cannot be explained.</exception>
    public static async Task<ExplainedDocument> DocumentAsync(ReadSide books, string number, CancellationToken cancel) =>
        await AskAsync(
            books,
            async (source, settings) => await (await DocumentExplainer.OpenAsync(source, settings, cancel)).ExplainAsync(number, cancel),
            cancel)
        ?? throw CliException.Refused($"there is no document {DisplayText.Clean(number)}: ./sluice show invoices lists them");

    private static async Task MarginAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var (month, client) = (parsed.Month(Month), parsed.GetValue(Client)!);
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        var explained = await AskAsync(books, (source, settings) => MarginExplainer.ExplainAsync(source, settings, month, client, cancel), cancel)
            ?? throw CliException.Refused($"{DisplayText.Clean(client)} has no figures in {month}: ./sluice show margin lists them");
        var lines = Chosen(explained.Lines, parsed.GetValue(Line), $"{month} of {client}");
        if (format != OutputFormat.Table)
        {
            RowWriter.Write(format, ExplainRows.OfMargin, ExplainRows.Of(explained.Month, lines));
        }
        else
        {
            var (figures, currency) = (explained.Figures, (await books.SettingsAsync(cancel)).BaseCurrency);
            Write(
                $"{explained.Month} {client}",
                $"{explained.Status}: revenue {Total(figures.RevenueInr, currency)} − COGS {Total(figures.CogsInr, currency)} = margin {Total(figures.MarginInr, currency)}",
                lines,
                parsed);
        }

        if (!MarginExplainer.Agrees(explained))
        {
            throw explained.Status == "open"
                ? CliException.Failed("margin_summary shows other figures: the engine is at work, or has reports and rules yet to work in (./sluice show lag); ask again once it is idle")
                : CliException.Failed("margin_summary shows other figures: where no engine has work to do (./sluice show lag), ./sluice verify looks for the break");
        }
    }

    private static void Write(string what, string more, IReadOnlyList<ExplainedLine> lines, ParseResult parsed)
    {
        var text = new StringWriter();
        var explained = new ExplainText(text, Terminal.Stdout, parsed.GetValue(Line) is null ? ReportsShown : int.MaxValue);
        explained.Title(what, more);
        foreach (var line in lines)
        {
            explained.Write(line);
        }

        if (lines.Any(line => line.Reports.Count > ReportsShown) && parsed.GetValue(Line) is null)
        {
            Console.Error.WriteLine("--line K shows all reports of a line; --format json and csv all of all");
        }

        Console.Out.Write(text);
    }

    private static IReadOnlyList<ExplainedLine> Chosen(IReadOnlyList<ExplainedLine> lines, int? line, string of) => line is not { } number
        ? lines
        : number >= 1 && number <= lines.Count
            ? [lines[number - 1]]
            : throw CliException.Refused($"{DisplayText.Clean(of)} has no line {number}: it has {lines.Count}");

    private static string Total(decimal? amount, string currency) => $"{Amounts.Format(amount, currency)} {currency}";

    private static async Task<T?> AskAsync<T>(ReadSide books, Func<IBooksSource, Topology.BooksSettings, Task<T?>> ask, CancellationToken cancel)
    {
        if (books.Reader is null)
        {
            return default;
        }

        try
        {
            var settings = await books.SettingsAsync(cancel);
            return await ask(await ReaderSource.OpenAsync(books.Reader, settings, cancel), settings);
        }
        catch (ExplainException failed)
        {
            throw CliException.Failed(failed.Message, failed);
        }
    }
}
