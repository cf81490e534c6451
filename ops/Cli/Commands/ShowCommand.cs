using System.CommandLine;
using Sluice.Cli.Hosting;
using Sluice.Cli.Reading;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;
using Sluice.Engine.Outputs;
using Sluice.Engine.Topology;
using Sluice.Topology;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Cli.Commands;

/// <summary><c>show …</c>: reads the books, beside a running engine or without one.</summary>
internal static class ShowCommand
{
    private static readonly Option<string?> Month = new("--month") { Description = "Of this month only", HelpName = "YYYY-MM" };
    private static readonly Option<string?> Client = new("--client") { Description = "Of this client only", HelpName = "ID" };
    private static readonly Option<string?> Provider = new("--provider") { Description = "Of this provider only", HelpName = "ID" };
    private static readonly Option<bool> Mermaid = new("--mermaid") { Description = "As a Mermaid flowchart" };

    public static Command Create() => new("show", "Look at the books")
    {
        new Command("margin", "Revenue, COGS and margin by month and client") { Month, Client }.Runs(MarginAsync),
        new Command("providers", "What providers have earned, by month") { Month, Provider }.Runs(ProvidersAsync),
        new Command("pending", "Records that count in no total yet, and why") { Month, Client }.Runs(PendingAsync),
        new Command("dead-letters", "Records that could not be taken, and why").Runs(DeadLettersAsync),
        new Command("lag", "How far every shard is behind the log").Runs(LagAsync),
        new Command("topology", "The graph the engine runs") { Mermaid }.Runs(Topology),
    };

    /// <summary>Also <c>dead-letters list</c>.</summary>
    public static async Task DeadLettersAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        using var books = await ReadSide.OpenAsync(parsed, cancel);
        new DeadLetterView(await books.RowsAsync(EngineTables.DeadLetters, cancel)).Write(format);
    }

    private static async Task MarginAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var month = parsed.Month(Month)?.ToString();
        var currency = BooksConfiguration.Read().BaseCurrency;
        using var books = await ReadSide.OpenAsync(parsed, cancel);
        var rows = await books.RowsAsync(MarginTables.MarginSummary, cancel, ("month", month), ("client_id", parsed.GetValue(Client)));
        var names = format == OutputFormat.Table ? await PartyNames.ClientsAsync(books.Reader, cancel) : NoNames;
        new MarginView(rows, names, currency).Write(format);
    }

    private static async Task ProvidersAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var month = parsed.Month(Month)?.ToString();
        var currency = BooksConfiguration.Read().BaseCurrency;
        using var books = await ReadSide.OpenAsync(parsed, cancel);
        var rows = await books.RowsAsync(MarginTables.ProviderSummary, cancel, ("month", month), ("provider_id", parsed.GetValue(Provider)));
        var names = format == OutputFormat.Table ? await PartyNames.ProvidersAsync(books.Reader, cancel) : NoNames;
        new ProviderView(rows, names, currency).Write(format);
    }

    private static async Task PendingAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var (month, client) = (parsed.Month(Month)?.ToString(), parsed.GetValue(Client));
        using var books = await ReadSide.OpenAsync(parsed, cancel);
        var pending = await books.RowsAsync(MarginTables.PendingRecords, cancel, ("month", month), ("owner", client));

        // A quarantined record may belong to any month, so a month's view shows all of them.
        var quarantined = await books.RowsAsync(EngineTables.Quarantined, cancel, ("key", client));
        new PendingView([.. pending, .. quarantined.Select(PendingView.Quarantined)]).Write(format);
    }

    private static async Task LagAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var graph = FinanceTopology.Build(new BooksSettings());
        using var books = await ReadSide.OpenAsync(parsed, cancel);
        var rows = books.Reader is null
            ? []
            : await LagReport.ReadAsync(
                books.Reader, [.. graph.Streams.Select(s => s.Topic)], [.. graph.ReferenceTopics.Select(t => t.Topic)], cancel);
        new LagView(rows).Write(format);
    }

    private static Task Topology(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var graph = FinanceTopology.Build(BooksConfiguration.Read());
        if (parsed.GetValue(Mermaid))
        {
            Console.Out.WriteLine(TopologyDescription.ToMermaid(graph));
        }
        else if (format == OutputFormat.Table)
        {
            Console.Out.WriteLine(TopologyDescription.ToText(graph));
        }
        else
        {
            RowWriter.Write(format, TopologyRows.Table, TopologyRows.Of(graph));
        }

        return Task.CompletedTask;
    }

    private static IReadOnlyDictionary<string, string> NoNames { get; } = new Dictionary<string, string>();
}
