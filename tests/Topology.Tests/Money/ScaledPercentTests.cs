using Sluice.Topology.Money;

namespace Sluice.Topology.Tests.Money;

public class ScaledPercentTests
{
    [Theory]
    [InlineData("1", "3", "33.33")]
    [InlineData("2", "3", "66.67")]
    [InlineData("-2", "3", "-66.67")]
    [InlineData("2", "-3", "-66.67")]
    [InlineData("0.00005", "1", "0.01")]
    [InlineData("-0.00005", "1", "-0.01")]
    [InlineData("0.00004999", "1", "0")]
    [InlineData("5", "5", "100")]
    [InlineData("0", "7", "0")]
    public void A_percentage_is_rounded_once_half_away_from_zero(string part, string whole, string percent) =>
        Scaled.Percent(Of(part), Of(whole)).ShouldBe(Of(percent));

    [Fact]
    public void Nothing_is_a_percentage_of_zero() => Scaled.Percent(Of("1"), 0).ShouldBeNull();

    [Fact]
    public void Products_beyond_128_bits_do_no_harm() =>
        Scaled.Percent(Int128.MaxValue, Int128.MaxValue).ShouldBe(Of("100"));

    private static Int128 Of(string amount) => Scaled.FromDecimal(decimal.Parse(amount));
}
