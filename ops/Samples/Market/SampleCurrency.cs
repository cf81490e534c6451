using Sluice.Samples.Chance;

namespace Sluice.Samples.Market;

/// <summary>A currency that parties of the marketplace bill in.</summary>
/// <param name="Digits">Decimals of its minor unit.</param>
/// <param name="Rate">About what one of it is worth in the base currency.</param>
/// <param name="RateDigits">Decimals its rate is published with.</param>
/// <param name="Dearness">What a reading costs there, beside what it costs at home.</param>
/// <param name="Share">How often it is met beside the other foreign ones.</param>
/// <param name="Cities">Where its clients are.</param>
internal sealed record SampleCurrency(
    string Code, int Digits, decimal Rate, int RateDigits, decimal Dearness, int Share, IReadOnlyList<string> Cities)
{
    private static readonly decimal[] Steps = [1m, 0.1m, 0.01m, 0.001m, 0.0001m];

    /// <summary>The currency the books are kept in.</summary>
    public static SampleCurrency Base { get; } = new("INR", 2, 1m, 0, 1m, 0, Names.Cities);

    public static IReadOnlyList<SampleCurrency> Foreign { get; } =
    [
        new("USD", 2, 89.6m, 4, 1.7m, 30, ["Houston", "Chicago", "Tampa", "Denver", "Newark"]),
        new("EUR", 2, 104.3m, 4, 1.6m, 16, ["Dublin", "Lyon", "Porto", "Utrecht", "Graz"]),
        new("GBP", 2, 119.8m, 4, 1.7m, 18, ["London", "Leeds", "Cardiff", "Glasgow", "Bristol"]),
        new("AED", 2, 24.4m, 6, 1.3m, 22, ["Dubai", "Abu Dhabi", "Sharjah", "Ajman", "Fujairah"]),
        new("JPY", 0, 0.578m, 8, 1.5m, 6, ["Osaka", "Sendai", "Nagoya", "Kobe", "Fukuoka"]),
        new("KWD", 3, 291.5m, 5, 1.4m, 8, ["Kuwait City", "Hawalli", "Salmiya", "Jahra", "Farwaniya"]),
    ];

    /// <summary>An amount in this currency, drawn between two that are in the base currency and at its prices.</summary>
    /// <param name="finer">Decimals beyond the minor unit.</param>
    public decimal Draw(Dice dice, decimal low, decimal high, int finer = 0) =>
        dice.Amount(low * Dearness / Rate, high * Dearness / Rate, Steps[Digits + finer]);
}
