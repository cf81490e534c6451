using System.Security.Cryptography;
using System.Text;

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
    /// An address as it may stand in messages and files. What follows a question mark may be a key to a mirror: a few digits
    /// of its hash stand for it, so that two addresses stay two.
    /// </summary>
    public static string Shown(Uri url)
    {
        const int HashCharacters = 8;
        return url.Query.Length <= 1
            ? url.GetLeftPart(UriPartial.Path)
            : $"{url.GetLeftPart(UriPartial.Path)}?…{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url.Query)))[..HashCharacters]}";
    }

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
            return new FxUrls(Beside(url, DailyFile), Beside(url, NinetyDaysFile), Beside(url, HistoryFile));
        }

        return name.StartsWith(EcbPrefix, StringComparison.OrdinalIgnoreCase)
            ? new FxUrls(url, Beside(url, NinetyDaysFile), Beside(url, HistoryFile))
            : new FxUrls(url, NinetyDays: null, History: null);
    }

    /// <summary>Another file of the same folder; what follows a question mark opens that one too.</summary>
    private static Uri Beside(Uri url, string name) => new UriBuilder(new Uri(url, name)) { Query = url.Query }.Uri;
}
