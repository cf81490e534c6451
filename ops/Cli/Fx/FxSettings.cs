using System.Globalization;
using Sluice.Cli.Hosting;
using Sluice.Connectors.Fx.Http;
using Sluice.Connectors.Fx.Source;

namespace Sluice.Cli.Fx;

/// <summary>Where exchange rates come from, how often, and when they are too old.</summary>
/// <param name="Urls">Null where none are fetched.</param>
/// <param name="Every">Pause between two fetches.</param>
internal sealed record FxSettings(FxUrls? Urls, TimeSpan Every)
{
    public const string UrlVariable = "SLUICE_FX_URL";
    public const string EveryVariable = "SLUICE_FX_EVERY";
    public const string StaleVariable = "SLUICE_FX_STALE_DAYS";
    public const string EveryDefault = "1h";

    private const int StaleDaysMax = 365;

    /// <summary>Options win over variables.</summary>
    /// <exception cref="CliException">A setting cannot be read.</exception>
    public static FxSettings Read(string? url, string? every)
    {
        var address = url ?? Secrets.Read(UrlVariable);
        return new FxSettings(address is null ? null : Parse(address), Pause(every ?? Variable(EveryVariable) ?? EveryDefault));
    }

    /// <exception cref="CliException">It is no address.</exception>
    public static FxUrls Parse(string address)
    {
        try
        {
            return FxUrls.Parse(address);
        }
        catch (FormatException wrong)
        {
            throw CliException.Usage($"{wrong.Message} (--fx-url, --url, {UrlVariable})", wrong);
        }
    }

    /// <summary>The address of one fetch: the option's, the variable's, or the ECB's own.</summary>
    public static FxUrls UrlsOfOne(string? url) => Parse(url ?? Secrets.Read(UrlVariable) ?? FxUrls.Default);

    /// <summary>Business days that the newest rate may be old.</summary>
    /// <exception cref="CliException">It is no such number.</exception>
    public static int StaleDays()
    {
        var text = Variable(StaleVariable);
        if (text is null)
        {
            return Staleness.BusinessDaysDefault;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= StaleDaysMax
            ? days
            : throw CliException.Usage($"{StaleVariable}={text} must be a number of business days from 1 to {StaleDaysMax}");
    }

    /// <summary>A pause such as <c>90s</c>, <c>30m</c>, <c>1h</c>, <c>1d</c>, from a second to a week.</summary>
    private static TimeSpan Pause(string text)
    {
        TimeSpan? unit = text.Length < 2 ? null : text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        return unit is { } one && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0 && count <= TimeSpan.FromDays(7) / one
            ? one * count
            : throw CliException.Usage($"\"{text}\" is no pause between two fetches: write 30m, 1h or 1d, at most 7d (--fx-every, {EveryVariable})");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
