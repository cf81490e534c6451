using System.Globalization;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Records;

/// <summary>What the fields of an exchange rate demand beyond their shapes.</summary>
public static class RateChecks
{
    /// <summary>A rate of the quote's own, or one that is not the books', says nothing about them.</summary>
    /// <param name="rate">A rate that decoded well.</param>
    /// <param name="baseCurrency">ISO 4217 code of the currency the books are kept in.</param>
    public static Rejection? Quote(FxRateRecord rate, string baseCurrency) =>
        string.Equals(rate.Quote, baseCurrency, StringComparison.Ordinal)
            ? null
            : Reject("quote", rate.Quote, $"must be the base currency of the books {baseCurrency}, but is {rate.Quote}");

    internal static Rejection? Rate(ShapedRecord rate)
    {
        var (from, to) = (rate.Text("base"), rate.Text("quote"));
        if (string.Equals(from, to, StringComparison.Ordinal))
            return Reject("base", from, $"must be another currency than the quote, but is {from}");
        var amount = rate.Amount("rate");
        return amount > 0
            ? null
            : Reject("rate", amount.ToString(CultureInfo.InvariantCulture), $"must be above 0, but is {amount.ToString(CultureInfo.InvariantCulture)}");
    }

    private static Rejection Reject(string field, string value, string words) => new(field, value, $"{field} {words}");
}
