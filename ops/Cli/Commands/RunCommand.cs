using System.CommandLine;
using Sluice.Cli.Control;
using Sluice.Cli.Fx;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;
using Sluice.Cli.Running;
using Sluice.Connectors.Kafka.Telemetry;

namespace Sluice.Cli.Commands;

/// <summary><c>run</c>: processes what is in the log, and what comes.</summary>
internal static class RunCommand
{
    private static readonly Option<bool> UntilIdle = new("--until-idle") { Description = "Stop when every input is consumed and committed" };
    private static readonly Option<int?> Partitions = new("--partitions")
    {
        Description = $"Shards of new books ({BooksConfiguration.PartitionsVariable}; default {BooksConfiguration.PartitionsDefault})",
        HelpName = "N",
    };

    private static readonly Option<string?> FxUrl = new("--fx-url")
    {
        Description = $"Fetch exchange rates from here: a file of the European Central Bank's, or a folder with them ({FxSettings.UrlVariable}; default none)",
        HelpName = "URL",
    };

    private static readonly Option<string?> FxEvery = new("--fx-every")
    {
        Description = $"Pause between two fetches, such as 30m or 1d ({FxSettings.EveryVariable}; default {FxSettings.EveryDefault})",
        HelpName = "PAUSE",
    };

    private static readonly Option<bool> Prepare = new("--prepare") { Description = "Only make the topics and tables that are missing, and end" };

    private static readonly Option<string?> Listen = new("--listen")
    {
        Description = $"Tell metrics and health over HTTP at this address ({Listening.Variable}; default nowhere; without HOST this machine alone)",
        HelpName = "HOST:PORT",
    };

    public static Command Create() =>
        new Command("run", "Process the log into the books, and keep them up to date") { UntilIdle, Partitions, FxUrl, FxEvery, Prepare, Listen }.Runs(RunAsync);

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        using var meters = new KafkaMeters();
        var location = parsed.Location().Measured(meters);
        parsed.OutputFormat();
        var settings = BooksConfiguration.Read();
        var untilIdle = parsed.GetValue(UntilIdle);
        var fx = FxSettings.Read(parsed.GetValue(FxUrl), parsed.GetValue(FxEvery));
        _ = FxSettings.StaleDays();
        await using var telemetry = await Listening.StartAsync(parsed.GetValue(Listen), cancel);
        await using var session = await Books.OwnAsync(location, "run", cancel);
        if (parsed.GetValue(Prepare))
        {
            await EngineRun.PrepareAsync(session, location, settings, parsed.GetValue(Partitions), cancel);
            return;
        }

        await using var run = await EngineRun.StartAsync(session, location, settings, parsed.GetValue(Partitions), telemetry, cancel);
        if (!untilIdle)
        {
            Console.Error.WriteLine(location.Server is null
                ? $"running {run.Shards} shards on {location}; Ctrl-C stops"
                : $"running on {location}, sharing {run.Shards} shards with other processes; Ctrl-C stops");
        }

        if (run.CommandKey is null)
        {
            Messages.Tell($"{CommandKey.Variable} is not set: this process takes no commands, such as close and rerun");
        }

        await using var rates = fx.Urls is null ? null : new RateFeed(location, session.Log, fx.Urls, settings.BaseCurrency, Messages.Tell);
        await (rates?.StartAsync(fx.Every, untilIdle, cancel) ?? Task.CompletedTask);
        await run.RunAsync(untilIdle, cancel);
        await SummariseAsync(run, cancel);
    }

    private static async Task SummariseAsync(EngineRun run, CancellationToken cancel)
    {
        var lag = await run.FinalLagAsync(isIdle: !cancel.IsCancellationRequested, CancellationToken.None);
        var seconds = run.Elapsed.TotalSeconds;
        var state = cancel.IsCancellationRequested ? "stopped" : "idle";
        Console.Error.WriteLine(
            $"{state}: {Amounts.Count(run.Records)} records committed in {seconds:0.0} s, "
            + $"{Amounts.Count((long)(run.Records / Math.Max(seconds, 0.001)))} records/s; lag {EngineRun.Lag(lag)}");
    }
}
