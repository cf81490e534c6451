using Sluice.Connectors.Fx.Rates;

namespace Sluice.Connectors.Tests.Fx.Rates;

public sealed class CrossRateTests
{
    [Theory]
    [InlineData("109.047", "1.1684", "93.33019514")]
    [InlineData("109.047", "186.75", "0.58391968")]
    [InlineData("109.047", "1", "109.047")]
    [InlineData("1", "0.87058", "1.14865951")]
    [InlineData("0.00000025", "2", "0.00000013")]
    [InlineData("0.00000006", "4", "0.00000002")]
    [InlineData("0.000000019999", "4", "0")]
    [InlineData("999999999999999", "0.000000000001", "0")]
    [InlineData("999999999999999", "1", "999999999999999")]
    public void A_cross_rate_is_rounded_once_half_away_from_zero(string quote, string @base, string rate)
    {
        var expected = Parse(rate);

        CrossRate.Of(Parse(quote), Parse(@base)).ShouldBe(expected == 0 ? null : expected);
    }

    private static decimal Parse(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
