using System.Globalization;

namespace Sluice.Samples.Ledger.Names;

/// <summary>A place where clients have work done, and what else it is called.</summary>
/// <param name="Known">Other names, which the alias table has.</param>
/// <param name="Unknown">Other names, which it has not.</param>
/// <param name="Retired">A code that the table knows as another name of the second one known; null for none.</param>
internal sealed record SiteName(string Name, string[] Known, string[] Unknown, string? Retired)
{
    private static readonly string[] Localities =
    [
        "Andheri West", "Bandra", "Borivali", "Chembur", "Dadar", "Ghatkopar", "Juhu", "Kurla", "Malad", "Powai", "Thane", "Vashi",
        "Aundh", "Baner", "Hadapsar", "Kothrud", "Wakad", "Viman Nagar", "Adyar", "Anna Nagar", "Mylapore", "Velachery", "Hebbal",
        "Indiranagar", "Jayanagar", "Koramangala", "Whitefield", "Yelahanka", "Dwarka", "Karol Bagh", "Rohini", "Saket", "Alipore",
        "Behala", "Salt Lake", "Tollygunge",
    ];

    private static readonly (string Word, string Short, string Code, string Slip)[] Kinds =
    [
        ("Imaging Centre", "Img Ctr", "IC", "Imagng Cntre"), ("General Hospital", "Gen Hosp", "GH", "Genral Hosptl"),
        ("Scan Clinic", "Scan Cl", "SC", "Scann Clnic"), ("Diagnostics", "Diag", "DX", "Diagnstcs Lab"),
        ("Nursing Home", "Nsg Home", "NH", "Nursng Hme"), ("Heart Institute", "Heart Inst", "HI", "Hart Institut"),
    ];

    /// <summary>Every locality with every kind of house.</summary>
    public static IReadOnlyList<SiteName> All { get; } =
        [.. Kinds.SelectMany((kind, k) => Localities.Select((locality, l) => Of(locality, kind, (k * Localities.Length) + l)))];

    private static SiteName Of(string locality, (string Word, string Short, string Code, string Slip) kind, int number)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"{kind.Code}-{locality[..3].ToUpperInvariant()}-{number:000}");
        return new(
            $"{locality} {kind.Word}",
            [$"{locality} {kind.Short}", code],
            [$"{kind.Word}, {locality} branch", $"{locality} {kind.Slip}"],
            number % 3 == 0 ? string.Create(CultureInfo.InvariantCulture, $"SITE {number:000}") : null);
    }
}
