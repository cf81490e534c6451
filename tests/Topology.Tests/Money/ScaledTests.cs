using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Money;

namespace Sluice.Topology.Tests.Money;

public class ScaledTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "100000000")]
    [InlineData("-0.00000001", "-1")]
    [InlineData("999999999999999.99999999", "99999999999999999999999")]
    [InlineData("1.5000000000000", "150000000")]
    [InlineData("79228162514264337593543950335", "7922816251426433759354395033500000000")]
    public void Amounts_are_kept_exactly(string amount, string scaled)
    {
        decimal value = decimal.Parse(amount, CultureInfo.InvariantCulture);
        Scaled.FromDecimal(value).ShouldBe(Int128.Parse(scaled, CultureInfo.InvariantCulture));
        Scaled.ToDecimal(Scaled.FromDecimal(value)).ShouldBe(value);
    }

    [Fact]
    public void A_ninth_decimal_is_an_error_and_not_lost() =>
        Should.Throw<ArgumentException>(() => Scaled.FromDecimal(0.000000001m));

    [Fact]
    public void A_sum_too_large_for_a_decimal_is_an_error()
    {
        Should.Throw<OverflowException>(() => Scaled.ToDecimal(Int128.MaxValue));
        Should.Throw<OverflowException>(() => Scaled.ToDecimal(Int128.MinValue));
    }

    [Fact]
    public void Decimals_come_back_without_trailing_zeros() =>
        Scaled.ToDecimal(30_000_000_000).ToString(CultureInfo.InvariantCulture).ShouldBe("300");

    [Theory]
    [InlineData(12_500_000, 2, 13_000_000)]
    [InlineData(-12_500_000, 2, -13_000_000)]
    [InlineData(12_499_999, 2, 12_000_000)]
    [InlineData(50_000_000, 0, 100_000_000)]
    [InlineData(-49_999_999, 0, 0)]
    [InlineData(1, 8, 1)]
    public void Rounding_is_half_away_from_zero(long scaled, int minorUnits, long rounded) =>
        Scaled.Round(scaled, minorUnits).ShouldBe(rounded);

    [Fact]
    public void Rounding_agrees_with_decimal_rounding() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<long>(),
            Gen.Choose(0, 4).ToArbitrary(),
            (scaled, units) => Scaled.ToDecimal(Scaled.Round(scaled, units))
                == Math.Round(Scaled.ToDecimal(scaled), units, MidpointRounding.AwayFromZero))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
}
