using System.Globalization;
using Sluice.Topology;

namespace Sluice.Cli.Documents;

/// <summary>What stands on every document of one company: who issues it, in which zone its days are, which currency is its own.</summary>
/// <param name="Issuer">Null where it is not configured.</param>
internal sealed record DocumentFrame(DocumentParty? Issuer, BooksSettings Settings)
{
    public const string NameVariable = "SLUICE_COMPANY_NAME";
    public const string AddressVariable = "SLUICE_COMPANY_ADDRESS";

    public string BaseCurrency => Settings.BaseCurrency;

    public static DocumentFrame Read(BooksSettings settings)
    {
        var (name, address) = (Environment.GetEnvironmentVariable(NameVariable), Environment.GetEnvironmentVariable(AddressVariable));
        return new DocumentFrame(string.IsNullOrWhiteSpace(name) ? null : new DocumentParty(name.Trim(), DocumentParty.LinesOf(address), null), settings);
    }

    /// <summary>The business date of an instant.</summary>
    public DateOnly Date(DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(Settings.TimeZone)).DateTime);

    /// <summary>Such as <c>1 February 2026</c>.</summary>
    public string LongDate(DateTimeOffset at) => Date(at).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
