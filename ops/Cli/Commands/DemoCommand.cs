using System.CommandLine;
using System.Globalization;
using Sluice.Cli.Demo;
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

/// <summary><c>demo</c>: a sample month from records to closed books, and a look at them.</summary>
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
        new Command("demo", "A sample month from records to closed books: margin, invoices, a rerun, and where an amount comes from") { Seed }.Runs(RunAsync);

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var seed = parsed.GetValue(Seed);
        var books = await DemoBooks.PrepareAsync(parsed, cancel);
        GenerateCommand.Write(books.Records, new SampleOptions(GenerateCommand.MonthDefault, Reports, seed), cancel);
        var text = new StringWriter();
        var (pace, shown) = await ProcessAsync(books, text, cancel);

        await using var side = new ReadSide(await Books.ReadAsync(books.Location, cancel));
        var margin = await side.RowsAsync(MarginTables.MarginSummary, cancel);
        if (format != OutputFormat.Table)
        {
            new MarginView(margin, await PartyNames.ClientsAsync(null, cancel), "").Write(format);
            return;
        }

        await ShowAsync(new Dashboard(text, Terminal.Stdout), side, OfMonth(margin), seed, cancel);
        ShowPace(new Dashboard(text, Terminal.Stdout), pace, books, shown);
        Console.Out.Write(text);
    }

    private static async Task<(Pace Pace, (string Number, int Line)? Shown)> ProcessAsync(DemoBooks books, TextWriter text, CancellationToken cancel)
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
        if (run.CommandKey is null)
        {
            Console.Error.WriteLine($"{Control.CommandKey.Variable} is not set: commands to these books cannot be signed, so the demo closes nothing");
        }

        var pace = new Pace(files.Sum(f => f.Records), ingested, run.Records, run.Elapsed, run.Shards);
        return (pace, run.CommandKey is not { } key
            ? null
            : await TellAsync(new DemoStory(books, new DemoDesk(books, session, run, key), text, Terminal.Stdout), run, cancel));
    }

    /// <summary>The engine works on beside the story, as it does where a person closes a month.</summary>
    private static async Task<(string Number, int Line)?> TellAsync(DemoStory story, EngineRun run, CancellationToken cancel)
    {
        using var told = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = run.RunAsync(untilIdle: false, told.Token, isShown: false);
        try
        {
            var telling = story.TellAsync(BusinessMonth.Parse(GenerateCommand.MonthDefault), told.Token);
            if (await Task.WhenAny(running, telling) == running && !cancel.IsCancellationRequested)
            {
                await told.CancelAsync();
                await ((Task)telling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                await running;
            }

            return await telling;
        }
        finally
        {
            await told.CancelAsync();
            await running;
        }
    }

    private static async Task ShowAsync(Dashboard dashboard, ReadSide side, IReadOnlyList<object?[]> margin, long seed, CancellationToken cancel)
    {
        var currency = BooksConfiguration.Read().BaseCurrency;
        var month = BusinessMonth.Parse(GenerateCommand.MonthDefault).FirstDate.ToString("MMMM yyyy", CultureInfo.InvariantCulture);
        var providers = OfMonth(await side.RowsAsync(MarginTables.ProviderSummary, cancel));
        var pending = await side.RowsAsync(MarginTables.PendingRecords, cancel);
        var letters = await side.RowsAsync(EngineTables.DeadLetters, cancel);

        dashboard.Section("Margin", $"{month}, the {Math.Min(ClientsShown, margin.Count)} best of {margin.Count} clients (seed {seed})");
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

    private static void ShowPace(Dashboard dashboard, Pace pace, DemoBooks books, (string Number, int Line)? shown)
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

        var number = shown?.Number ?? "N";
        dashboard.Facts(
            ("./sluice show margin", "every client; show invoices, total-due, late: the closed books"),
            ($"./sluice show invoice {number} --html invoice.html", "as one would send it"),
            ($"./sluice explain invoice {number}", "every line back to its reports"),
            ("./sluice verify", "the books against the log, by a second path"),
            ("./sluice dead-letters retry", "take them in once the cause is mended"),
            ("./sluice help", "all commands"));
    }

    private sealed record Pace(long Ingested, TimeSpan IngestTime, long Processed, TimeSpan RunTime, int Shards);
}
