using System.CommandLine;
using Sluice.Cli.Hosting;
using Sluice.Cli.Reading;
using Sluice.Cli.Rendering.Views;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books;

namespace Sluice.Cli.Commands;

/// <summary><c>show invoices</c>, <c>show total-due</c>, <c>show late</c> and <c>show commands</c>: closed books.</summary>
internal static class ShowBooks
{
    private const string ClientType = "client";

    private static readonly Option<string?> Month = new("--month") { Description = "Of this month only", HelpName = "YYYY-MM" };
    private static readonly Option<string?> Client = new("--client") { Description = "Of this client only", HelpName = "ID" };
    private static readonly Option<string?> Party = new("--party") { Description = "Of this client or provider only", HelpName = "ID" };

    public static Command CreateInvoices() =>
        new Command("invoices", "The documents: invoices to clients, statements to providers") { Month, Client, Party, GlobalOptions.AllColumns }.Runs(InvoicesAsync);

    public static Command CreateTotalDue() =>
        new Command("total-due", "What clients owe and providers are owed: documents less credit notes") { Month, Client, Party }.Runs(TotalDueAsync);

    public static Command CreateLate() =>
        new Command("late", "Records that came after their month was closed") { Month, Client }.Runs(LateAsync);

    public static Command CreateCommands() =>
        new Command("commands", "Closes, reruns and credit notes: who asked, and what became of it").Runs(CommandsAsync);

    private static async Task InvoicesAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var filters = Filters(parsed);
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        var settings = await books.SettingsAsync(cancel);
        var found = await books.ListAsync(BooksTables.Invoices, cancel, filters);
        new InvoicesView(found.Rows, settings.BaseCurrency) { Missed = found.Missed, AllColumns = parsed.GetValue(GlobalOptions.AllColumns) }.Write(format);
    }

    private static async Task TotalDueAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var filters = Filters(parsed);
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        var invoices = await books.ListAsync(BooksTables.Invoices, cancel, filters);
        var notes = await books.ListAsync(BooksTables.CreditNotes, cancel, filters);
        new TotalDueView(TotalDue.Of(invoices.Rows, notes.Rows)) { Missed = invoices.Missed }.Write(format);
    }

    private static async Task LateAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var month = parsed.Month(Month)?.ToString();
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        var found = await books.ListAsync(BooksTables.LateRecords, cancel, new("month", "month", month), new("client", "owner", parsed.GetValue(Client)));
        new LateView(found.Rows) { Missed = found.Missed }.Write(format);
    }

    private static async Task CommandsAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        var rows = await books.RowsAsync(EngineTables.Commands, cancel);
        new CommandsView([.. rows.OrderBy(r => (DateTimeOffset?)r[EngineTables.Commands.Ordinal("issued_at")])]).Write(format);
    }

    /// <summary>A client's documents are those of the party of this id that is a client: a provider may have the same.</summary>
    private static Narrowing[] Filters(ParseResult parsed)
    {
        var (client, party) = (parsed.GetValue(Client), parsed.GetValue(Party));
        return client is not null && party is not null
            ? throw CliException.Usage("write either --client or --party")
            :
            [
                new("month", "month", parsed.Month(Month)?.ToString()),
                new(ClientType, "party_id", client),
                new("party", "party_id", party),
                .. client is null ? [] : new Narrowing[] { new("", "party_type", ClientType) },
            ];
    }
}
