using System.Globalization;
using Sluice.Oracle.Results;

namespace Sluice.Oracle.Facts;

/// <summary>Sums the hashes of live reports by month.</summary>
internal sealed class Fingerprints
{
    private readonly Dictionary<string, (UInt128 Sum, long Reports)> _months = new(StringComparer.Ordinal);

    public void Add(string month, ReportVersion report)
    {
        var (sum, reports) = _months.GetValueOrDefault(month);
        _months[month] = (unchecked(sum + FactHash.Of(report)), reports + 1);
    }

    public IEnumerable<FingerprintRow> Rows => _months
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => new FingerprintRow(
            pair.Key, pair.Value.Reports, pair.Value.Sum.ToString("x32", CultureInfo.InvariantCulture)));
}
