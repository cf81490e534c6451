using System.CommandLine;
using Sluice.Cli.Documents;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;
using Sluice.Topology.Books;

namespace Sluice.Cli.Commands;

/// <summary><c>show invoice N</c>: one document, for people, programs, or to be sent.</summary>
internal static class ShowInvoice
{
    private static readonly Argument<string> Number = new("N") { Description = "Number of the document, such as INV-2601-000001" };
    private static readonly Option<string?> Html = new("--html") { Description = "Write it to this file as a page to send or print", HelpName = "FILE" };

    public static Command Create() =>
        new Command("invoice", "One document: its lines, credit notes and what is due; csv has the lines") { Number, Html }.Runs(RunAsync);

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var (number, html) = (parsed.GetValue(Number)!, parsed.GetValue(Html));
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        var document = await DocumentReader.FindAsync(books, number, cancel)
            ?? throw CliException.Refused($"there is no document {DisplayText.Clean(number)}: ./sluice show invoices lists them");
        var frame = DocumentFrame.Read(await books.SettingsAsync(cancel));
        if (html is not null)
        {
            WritePage(html, document, frame);
            return;
        }

        switch (format)
        {
            case OutputFormat.Json:
                using (var stdout = Console.OpenStandardOutput())
                {
                    DocumentJson.Write(stdout, document);
                }

                break;
            case OutputFormat.Csv:
                RowWriter.Write(format, BooksTables.InvoiceLines, document.LineRows, allColumns: true);
                break;
            default:
                var text = new StringWriter();
                new DocumentText(document, frame, text, Terminal.Stdout).Write();
                Console.Out.Write(text);
                break;
        }
    }

    private static void WritePage(string path, Document document, DocumentFrame frame)
    {
        if (Directory.Exists(path))
        {
            throw CliException.Usage($"--html {path} is a folder: name a file in it, such as {Path.Combine(path, document.Number + ".html")}");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.WriteAllText(path, DocumentPage.Of(document, frame));
        Console.Error.WriteLine($"{document.Number} is written to {path}");
        if (frame.Issuer is null)
        {
            Console.Error.WriteLine($"it names no issuer: set {DocumentFrame.NameVariable} and {DocumentFrame.AddressVariable}");
        }
    }
}
