using System.CommandLine;
using System.Globalization;
using Sluice.Cli.Hosting;
using Sluice.Cli.Ingest;
using Sluice.Cli.Reading;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;
using Sluice.Cli.Running;
using Sluice.Engine.Outputs;
using Sluice.Samples;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Cli.Commands;

/// <summary><c>demo</c>: a sample month from records to margin, and a look at the books it makes.</summary>
internal static class DemoCommand
{
    private const long Reports = 20_000;
    private const int ClientsShown = 8;
    private const int ProvidersShown = 5;

    private static readonly Option<long> Seed = new("--seed")
    {
        Description = "Another seed, another marketplace",
        HelpName = "S",
        DefaultValueFactory = _ => GenerateCommand.SeedDefault,
    };

    public static Command Create() =>
        new Command("demo", "A sample month from records to margin, and a look at the books") { Seed }.Runs(RunAsync);

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var seed = parsed.GetValue(Seed);
        var books = await DemoBooks.PrepareAsync(parsed, cancel);
        GenerateCommand.Write(books.Records, new SampleOptions(GenerateCommand.MonthDefault, Reports, seed), cancel);
        var pace = await ProcessAsync(books, cancel);

        await using var side = new ReadSide(await Books.ReadAsync(books.Location, cancel));
        var margin = await side.RowsAsync(MarginTables.MarginSummary, cancel);
        if (format != OutputFormat.Table)
        {
            new MarginView(margin, await PartyNames.ClientsAsync(null, cancel), "").Write(format);
            return;
        }

        var text = new StringWriter();
        await ShowAsync(new Dashboard(text, Terminal.Stdout), side, OfMonth(margin), seed, cancel);
        ShowPace(new Dashboard(text, Terminal.Stdout), pace, books);
        Console.Out.Write(text);
    }

    private static async Task<Pace> ProcessAsync(DemoBooks books, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var settings = BooksConfiguration.Read();
        await using var session = await Books.OwnAsync(books.Location, "demo", cancel);
        var ingestion = new Ingestion(session, BooksConfiguration.Partitions(option: null), time);
        var started = time.GetTimestamp();
        var files = await IngestCommand.IngestAsync(ingestion, TopicFile.In(books.Records).Files, cancel);
        var ingested = time.GetElapsedTime(started);
        await using var run = await EngineRun.StartAsync(session, books.Location, settings, partitions: null, telemetry: null, cancel);
        await run.RunAsync(untilIdle: true, cancel);
        cancel.ThrowIfCancellationRequested();
        Console.Error.WriteLine($"{Amounts.Count(run.Records)} reports processed by {run.Shards} shards in {run.Elapsed.TotalSeconds:0.0} s");
        return new Pace(files.Sum(f => f.Records), ingested, run.Records, run.Elapsed, run.Shards);
    }

    private static async Task ShowAsync(Dashboard dashboard, ReadSide side, IReadOnlyList<object?[]> margin, long seed, CancellationToken cancel)
    {
        var currency = BooksConfiguration.Read().BaseCurrency;
        var month = BusinessMonth.Parse(GenerateCommand.MonthDefault).FirstDate.ToString("MMMM yyyy", CultureInfo.InvariantCulture);
        var providers = OfMonth(await side.RowsAsync(MarginTables.ProviderSummary, cancel));
        var pending = await side.RowsAsync(MarginTables.PendingRecords, cancel);
        var letters = await side.RowsAsync(EngineTables.DeadLetters, cancel);

        Console.Error.WriteLine();
        dashboard.Title("Margin", $"{month}, the {Math.Min(ClientsShown, margin.Count)} best of {margin.Count} clients (seed {seed})");
        dashboard.Rows(new MarginView(margin, await PartyNames.ClientsAsync(side.Reader, cancel), currency, ClientsShown));
        dashboard.Section("Providers", $"the {Math.Min(ProvidersShown, providers.Count)} who earned most of {providers.Count}; month-end rates, so the total need not be the COGS above");
        dashboard.Rows(new ProviderView(providers, await PartyNames.ProvidersAsync(side.Reader, cancel), currency, ProvidersShown));
        dashboard.Section("Pending", $"{pending.Count} reports that count in no total yet");
        dashboard.Causes(pending.Select(r => ((string)r[6]!, (string)r[7]!)));
        dashboard.Section("Dead letters", $"{letters.Count} records that could not be taken: kept, to be retried");
        dashboard.Causes(letters.Select(r => (Cause(r), (string)r[EngineTables.DeadLetters.Ordinal("reason")]!)));
    }

    // Late reports make rows of the month before, too.
    private static IReadOnlyList<object?[]> OfMonth(IReadOnlyList<object?[]> rows) =>
        [.. rows.Where(r => r[0] is GenerateCommand.MonthDefault)];

    private static string Cause(object?[] letter)
    {
        var field = (string?)letter[EngineTables.DeadLetters.Ordinal("field")];
        return field is null ? (string)letter[0]! : $"{letter[0]}.{field}";
    }

    private static void ShowPace(Dashboard dashboard, Pace pace, DemoBooks books)
    {
        dashboard.Section("Speed", "every commit waits for the disk");
        dashboard.Facts(
            ("ingest", $"{Amounts.Count(pace.Ingested)} records in {pace.IngestTime.TotalSeconds:0.00} s"),
            ("run", $"{Amounts.Count(pace.Processed)} reports in {pace.RunTime.TotalSeconds:0.00} s on {pace.Shards} shards, start and publishing included"));
        dashboard.Section("Where to look next", $"the records are in {books.Records}");
        if (books.Location is { Path: { } path, Kafka: null })
        {
            dashboard.Line($"export {StoreLocation.Variable}={StoreLocation.Sqlite}{path}", Tone.Accent);
        }

        dashboard.Facts(
            ("./sluice show margin", "every client"),
            ("./sluice show dead-letters", "each with its reason and bytes"),
            ("./sluice dead-letters retry", "take them in once the cause is mended"),
            ("./sluice show topology", "the graph behind it"),
            ("./sluice help", "all commands"));
    }

    private sealed record Pace(long Ingested, TimeSpan IngestTime, long Processed, TimeSpan RunTime, int Shards);
}
