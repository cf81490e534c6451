namespace Sluice.Connectors.Fx.Http;

/// <summary>Where the ECB's files are.</summary>
/// <param name="Daily">The file that is asked for each time.</param>
/// <param name="NinetyDays">The last ninety days; null where the address does not tell.</param>
/// <param name="History">All days; null likewise.</param>
public sealed record FxUrls(Uri Daily, Uri? NinetyDays, Uri? History)
{
    /// <summary>The ECB's own.</summary>
    public const string Default = "https://www.ecb.europa.eu/stats/eurofxref/" + DailyFile;

    private const string DailyFile = "eurofxref-daily.xml";
    private const string NinetyDaysFile = "eurofxref-hist-90d.xml";
    private const string HistoryFile = "eurofxref-hist.zip";
    private const string EcbPrefix = "eurofxref";

    /// <summary>
    /// The addresses that follow from one: of a file named as the ECB names it, or of a folder (ending in <c>/</c>) with
    /// its files. A file of another name stands alone.
    /// </summary>
    /// <exception cref="FormatException">It is no address of HTTP, or one with a password in it.</exception>
    public static FxUrls Parse(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            throw new FormatException($"\"{address}\" is no http or https address, such as {Default}");
        }

        if (url.UserInfo.Length > 0)
        {
            throw new FormatException("an address with a user name or password in it is not taken: it would stand in logs");
        }

        var name = url.Segments[^1];
        if (name.EndsWith('/'))
        {
            return new FxUrls(new Uri(url, DailyFile), new Uri(url, NinetyDaysFile), new Uri(url, HistoryFile));
        }

        return name.StartsWith(EcbPrefix, StringComparison.OrdinalIgnoreCase)
            ? new FxUrls(url, new Uri(url, NinetyDaysFile), new Uri(url, HistoryFile))
            : new FxUrls(url, NinetyDays: null, History: null);
    }
}
