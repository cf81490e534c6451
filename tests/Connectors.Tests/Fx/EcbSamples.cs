using System.Globalization;
using System.IO.Compression;
using System.Text;
using Sluice.Connectors.Fx.Ecb;
using Sluice.Connectors.Fx.Rates;

namespace Sluice.Connectors.Tests.Fx;

/// <summary>Files as the ECB writes them, and small ones for tests.</summary>
internal static class EcbSamples
{
    public const string History =
        "Date,USD,JPY,CYP,INR,\n2026-04-13,1.1684,186.75,N/A,109.047,\n2026-04-10,1.1711,186.43,N/A,N/A,\n2026-04-09,1.1,180,0.585,100,\n";

    public const string OneDay = "Date, USD, JPY, INR, \n13 April 2026, 1.1684, 186.75, 109.047, \n";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static EcbRates Read(string text) => EcbFile.Read(Bytes(text));

    public static string Fault(string text) => Should.Throw<EcbFormatException>(() => Read(text)).Message;

    public static RateWish Wish(string quote = "INR", string? from = null, params string[] only) => new(
        quote,
        code => code != "CYP",
        from is null ? null : Date(from),
        only.Length > 0 ? only.ToHashSet() : null);

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An envelope with these dates.</summary>
    public static string Xml(params (string Date, (string Currency, string Rate)[] Rates)[] days)
    {
        var cubes = days.Select(d =>
            $"    <Cube time='{d.Date}'>\n{string.Concat(d.Rates.Select(r => $"      <Cube currency='{r.Currency}' rate='{r.Rate}'/>\n"))}    </Cube>\n");
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<gesmes:Envelope xmlns:gesmes=\"http://www.gesmes.org/xml/2002-08-01\" xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\">\n"
            + $"  <gesmes:subject>Reference rates</gesmes:subject>\n  <Cube>\n{string.Concat(cubes)}  </Cube>\n</gesmes:Envelope>";
    }

    /// <summary>An envelope of dates on each of which a dollar costs this many rupees, and a euro two dollars.</summary>
    public static string Dollars(params (string Date, decimal Rupees)[] days) => Xml(
        [.. days.Select(d => (d.Date, new[] { ("USD", "2"), ("INR", (2 * d.Rupees).ToString(CultureInfo.InvariantCulture)) }))]);

    public static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Bytes(text));
            }
        }

        return bytes.ToArray();
    }
}
