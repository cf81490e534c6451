using System.CommandLine;
using Sluice.Cli.Hosting;
using Sluice.Cli.Reading;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;
using Sluice.Engine.Outputs;
using Sluice.Engine.Topology;
using Sluice.Topology;

namespace Sluice.Cli.Commands;

/// <summary><c>show …</c>: reads the books, beside a running engine or without one.</summary>
internal static class ShowCommand
{
    private static readonly Option<bool> Mermaid = new("--mermaid") { Description = "As a Mermaid flowchart" };

    public static Command Create() => new("show", "Look at the books")
    {
        ShowFigures.CreateMargin(),
        ShowFigures.CreateProviders(),
        ShowRules.Create(),
        ShowPending.Create(),
        ShowBooks.CreateInvoices(),
        ShowInvoice.Create(),
        ShowBooks.CreateTotalDue(),
        ShowBooks.CreateLate(),
        ShowBooks.CreateCommands(),
        new Command("dead-letters", "Records that could not be taken, and why").Runs(DeadLettersAsync),
        new Command("lag", "How far every shard is behind the log").Runs(LagAsync),
        new Command("topology", "The graph the engine runs") { Mermaid }.Runs(Topology),
    };

    /// <summary>Also <c>dead-letters list</c>.</summary>
    public static async Task DeadLettersAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        new DeadLetterView(await books.RowsAsync(EngineTables.DeadLetters, cancel)).Write(format);
    }

    private static async Task LagAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var graph = FinanceTopology.Build(new BooksSettings());
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
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
}
