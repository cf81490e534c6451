using System.Globalization;
using Sluice.Cli.Fx;
using Sluice.Cli.Hosting;
using Sluice.Connectors.Embedded;

namespace Sluice.Cli.Doctor;

/// <summary>Whether exchange rates are set up, fetched and fresh.</summary>
internal static class FxChecks
{
    private const string Check = "fx rates";
    private const string HowToFeed = "./sluice fx fetch, or ./sluice ingest fx_rates FILE";

    public static async Task<Finding> RatesAsync(StoreLocation location, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            var settings = FxSettings.Read(url: null, every: null);
            var report = await FxReport.ReadAsync(location, time, cancel);
            return Judge(report, settings);
        }
        catch (CliException wrong) when (wrong.Code != ExitCode.Usage)
        {
            return new Finding(Check, Verdict.Fail, wrong.Message, "the checks above say what to mend");
        }
        catch (CliException wrong)
        {
            return new Finding(Check, Verdict.Fail, wrong.Message, "correct or unset the variable");
        }
        catch (Exception unreadable) when (unreadable is EmbeddedException or Engine.State.StoreException or Engine.Log.LogException)
        {
            return new Finding(Check, Verdict.Fail, unreadable.Message, "name other books, or restore these from a backup");
        }
    }

    private static Finding Judge(FxReport report, FxSettings settings)
    {
        if (report.NewestDate is not { } newest)
        {
            return settings.Urls is null
                ? new Finding(Check, Verdict.Info, $"none yet; they are needed where amounts are not in {report.BaseCurrency}", HowToFeed)
                : new Finding(Check, Verdict.Warn, $"none yet; {report.LastFetch()}", HowToFeed);
        }

        var found = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Newest.Count} currencies, the newest of {newest:yyyy-MM-dd}, {report.Age(newest)} business days old");
        if (report.IsStale(newest))
        {
            return new Finding(Check, Verdict.Warn, $"stale: {found} (at most {report.StaleDays} are fresh)", HowToFeed);
        }

        return settings.Urls is not null && report.State.LastError is not null
            ? new Finding(Check, Verdict.Warn, $"{found}; {report.LastFetch()}", "see that the address answers: ./sluice fx fetch")
            : new Finding(Check, Verdict.Ok, found);
    }
}
