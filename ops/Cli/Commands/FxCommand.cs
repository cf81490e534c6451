using System.CommandLine;
using Sluice.Cli.Fx;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;
using Sluice.Connectors.Fx.Http;
using Sluice.Connectors.Fx.Source;

namespace Sluice.Cli.Commands;

/// <summary><c>fx fetch</c> and <c>fx status</c>: exchange rates from the web, and how fresh those in the log are.</summary>
internal static class FxCommand
{
    private static readonly Option<string?> Url = new("--url")
    {
        Description = $"A file of the European Central Bank's, or a folder with them ({FxSettings.UrlVariable}; default {FxUrls.Default})",
        HelpName = "URL",
    };

    private static readonly Option<string?> From = RateOptions.From("The first day that is wanted; without it what the log lacks since its oldest, or 90 days");

    public static Command Create() => new("fx", "Fetch exchange rates, or see how fresh they are")
    {
        new Command("fetch", "Append to the log what the European Central Bank has and the log lacks") { Url, From }.Runs(FetchAsync),
        new Command("status", "The newest rate of each currency and its age").Runs(StatusAsync),
    };

    private static async Task<int> FetchAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var location = parsed.Location();
        var (urls, from) = (FxSettings.UrlsOfOne(parsed.GetValue(Url)), parsed.Date(From));
        var currency = await SettingsSeal.BaseCurrencyAsync(location, cancel);
        await using var session = await Books.OpenLogAsync(location, "fx fetch", cancel);
        await using var feed = new RateFeed(location, session.Log, urls, currency, Messages.Tell);
        var round = await feed.FetchAsync(from, cancel);
        foreach (var line in RoundWords.Of(round))
        {
            Console.Error.WriteLine(line);
        }

        TellWhatNext(round, session.TakenInBy);
        new FxFetchView(round.Files).Write(format);
        return round.Errors.Any() ? ExitCode.Failed : ExitCode.Done;
    }

    private static void TellWhatNext(FxRound round, string takenInBy)
    {
        if (round.Updates.ToSend.Count > 0)
        {
            Console.Error.WriteLine(takenInBy);
        }
        else if (!round.Errors.Any())
        {
            Console.Error.WriteLine($"nothing new: {Amounts.Count(round.Updates.Unchanged)} rates were in the log already");
        }
    }

    private static async Task StatusAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var location = parsed.Location();
        var report = await FxReport.ReadAsync(location, TimeProvider.System, cancel);
        new FxStatusView(report).Write(format);
        Console.Error.WriteLine(report.LastFetch());
    }
}
