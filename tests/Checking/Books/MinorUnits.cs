namespace Sluice.Checking.Books;

/// <summary>Amounts as documents carry them (contract §1): in whole minor units, half away from zero.</summary>
internal static class MinorUnits
{
    /// <summary>The currency that books are kept in.</summary>
    public const string Base = "INR";

    /// <summary>Digits of a currency's minor unit.</summary>
    public static int DigitsOf(string currency) => currency switch
    {
        "JPY" or "KRW" or "VND" => 0,
        "KWD" or "BHD" or "OMR" or "JOD" or "TND" => 3,
        _ => 2,
    };

    public static decimal Round(decimal amount, string currency) => decimal.Round(amount, DigitsOf(currency), MidpointRounding.AwayFromZero);
}
