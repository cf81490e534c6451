using System.CommandLine;
using Sluice.Cli.Control;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;
using Sluice.Topology.Books;

namespace Sluice.Cli.Commands;

/// <summary><c>close M</c>: writes a month's documents and locks it.</summary>
internal static class CloseCommand
{
    private static readonly Argument<string> Month = MonthArgument.Create("The month to close");
    private static readonly Option<string[]> Client = new("--client") { Description = "This client only; may be repeated (default: all)", HelpName = "ID" };
    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Close although records are pending, in conflict or held: they are listed in the audit log and become late",
    };

    public static Command Create() =>
        new Command("close", "Close a month: an invoice a client, a statement a provider, and the month is locked") { Month, Client, Force }
            .Sends(Message, parsed => $"close {parsed.Month(Month)}", WriteAsync);

    private static CommandMessage Message(ParseResult parsed) => CommandMessage.Close(parsed.Month(Month), parsed.Ids(Client), parsed.GetValue(Force));

    private static async Task WriteAsync(ReadSide books, object?[] row, OutputFormat format, CancellationToken cancel)
    {
        var settings = await books.SettingsAsync(cancel);
        var rows = await books.RowsAsync(BooksTables.Invoices, cancel, ("command_id", row[0]));
        new InvoicesView(rows, settings.BaseCurrency, "no document was written").Write(format);
    }
}
