using System.Text.Json;
using Sluice.Samples.Chance;
using Sluice.Samples.Market;

namespace Sluice.Samples.Rules;

/// <summary>The tiers of a client rule, cut so that a month of the expected volume reaches most of them.</summary>
internal sealed record TierPlan(string Mode, long? PackageSize, IReadOnlyList<(long? UpTo, decimal Price, decimal? Fee)> Tiers)
{
    /// <param name="price">About what a report costs, in the base currency and at its prices.</param>
    /// <param name="fees">Whether the first tier may carry a flat fee.</param>
    public static TierPlan Draw(Dice dice, SampleCurrency currency, decimal price, double volume, bool fees)
    {
        var kind = dice.Below(10);
        if (kind < 2)
        {
            var size = dice.Pick([10L, 25L, 50L, 100L]);
            return new TierPlan("package", size, [(null, Step(price) * size, null)]);
        }
        decimal? fee = dice.Percent(20) && fees ? currency.Draw(dice, 2_000m, 12_000m) : null;
        var first = Nice(volume * (0.2 + (0.2 * dice.Unit())));
        var second = Math.Max(first + 1, Nice(volume * (0.6 + (0.5 * dice.Unit()))));
        return new TierPlan(
            kind < 7 ? "graduated" : "volume",
            null,
            [(first, Step(price), fee), (second, Step(price * 0.95m), null), (null, Step(price * 0.9m), null)]);

        decimal Step(decimal about) => currency.Draw(dice, about * 0.98m, about * 1.02m);
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("tier_mode", Mode);
        json.WriteStartArray("tiers");
        foreach (var (upTo, price, fee) in Tiers)
        {
            json.WriteStartObject();
            if (upTo is { } last)
                json.WriteNumber("up_to", last);
            else
                json.WriteNull("up_to");
            json.WriteNumber("unit_price", price);
            if (fee is { } amount)
                json.WriteNumber("flat_fee", amount);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (PackageSize is { } size)
            json.WriteNumber("package_size", size);
    }

    /// <summary>Contracts are cut at round numbers: two digits, then zeros.</summary>
    public static long Nice(double count)
    {
        var whole = Math.Max(1, (long)count);
        var unit = 1L;
        while (whole / unit >= 100)
            unit *= 10;
        return whole / unit * unit;
    }
}
