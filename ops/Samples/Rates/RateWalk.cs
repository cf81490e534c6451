using Sluice.Samples.Chance;
using Sluice.Samples.Market;

namespace Sluice.Samples.Rates;

/// <summary>The published rates of a currency, day by day: each a small step from the one before.</summary>
internal static class RateWalk
{
    // What a dirham has been worth in dollars since 1997.
    private const decimal DirhamsPerDollar = 3.6725m;

    /// <summary>The rates of every foreign currency on so many days, in the order of the currencies.</summary>
    public static IReadOnlyList<decimal[]> Draw(Dice dice, int days)
    {
        var walks = new List<decimal[]>();
        foreach (var currency in SampleCurrency.Foreign)
            walks.Add(currency.Code == "AED" ? Pegged(dice, currency, walks[0]) : Free(dice, currency, days));
        return walks;
    }

    private static decimal[] Free(Dice dice, SampleCurrency currency, int days)
    {
        var rates = new decimal[days];
        var level = currency.Rate * Part(dice, 40_000);
        for (var day = 0; day < days; day++)
        {
            rates[day] = Math.Round(level, currency.RateDigits, MidpointRounding.AwayFromZero);
            // Three throws come near the bell shape of daily changes: seldom beyond one percent.
            level *= (Part(dice, 4_000) + Part(dice, 4_000) + Part(dice, 4_000)) / 3;
        }
        return rates;
    }

    private static decimal[] Pegged(Dice dice, SampleCurrency currency, decimal[] dollars) =>
        [.. dollars.Select(dollar => Math.Round(dollar / DirhamsPerDollar * Part(dice, 200), currency.RateDigits, MidpointRounding.AwayFromZero))];

    // 1, give or take so many millionths.
    private static decimal Part(Dice dice, int most) => 1 + (dice.Between(-most, most) / 1_000_000m);
}
