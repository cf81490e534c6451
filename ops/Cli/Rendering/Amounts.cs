using System.Globalization;
using Sluice.Topology.Money;

namespace Sluice.Cli.Rendering;

/// <summary>Numbers as a person of the currency reads them; for tables only.</summary>
internal static class Amounts
{
    public const string Missing = "–";

    // 12,34,567.00: the last three digits, then twos.
    private static readonly NumberFormatInfo Indian = Grouped([3, 2]);
    private static readonly NumberFormatInfo Western = Grouped([3]);

    /// <summary>Grouped digits with the currency's minor units, more where the amount has more.</summary>
    public static string Format(decimal? amount, string currency)
    {
        if (amount is not { } value)
        {
            return Missing;
        }

        var digits = Currencies.TryGetMinorUnits(currency, out var units) ? units : 2;
        return value.ToString($"N{Math.Max(digits, (value / 1.000000000000000000000000000000000m).Scale)}", Of(currency));
    }

    /// <summary>As <see cref="Format"/>, but a whole amount without decimals: for running text.</summary>
    public static string Short(decimal amount, string currency) =>
        amount == decimal.Truncate(amount) ? amount.ToString("N0", Of(currency)) : Format(amount, currency);

    /// <summary>A count, grouped as the currency's country groups digits.</summary>
    public static string Count(long count, string currency) => count.ToString("N0", Of(currency));

    public static string Count(long count) => count.ToString("N0", Western);

    /// <summary>Two decimals and the sign, such as <c>41.25%</c>.</summary>
    public static string Percent(decimal? percent) => percent is { } value ? value.ToString("0.00", Western) + "%" : Missing;

    /// <summary>Bytes in a unit that keeps the number short.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => $"{bytes} B",
        < 1 << 20 => $"{bytes / 1024m:0.0} KiB",
        < 1 << 30 => $"{bytes / 1048576m:0.0} MiB",
        _ => $"{bytes / 1073741824m:0.00} GiB",
    };

    private static NumberFormatInfo Of(string currency) => currency is "INR" or "NPR" or "PKR" or "BDT" or "LKR" ? Indian : Western;

    private static NumberFormatInfo Grouped(int[] sizes) => new() { NumberGroupSizes = sizes };
}
