using System.Globalization;
using Sluice.Topology.Money;

namespace Sluice.Topology.Tests.Money;

public class MoneyMathTests
{
    [Theory]
    [InlineData("0.125", "INR", "0.13")]
    [InlineData("0.135", "INR", "0.14")]
    [InlineData("-0.125", "INR", "-0.13")]
    [InlineData("0.1249999", "INR", "0.12")]
    [InlineData("0.5", "JPY", "1")]
    [InlineData("-2.5", "JPY", "-3")]
    [InlineData("1.0005", "KWD", "1.001")]
    [InlineData("1.00005", "CLF", "1.0001")]
    public void Rounding_is_half_away_from_zero_to_the_minor_unit(string amount, string currency, string rounded) =>
        MoneyMath.Round(Parse(amount), currency).ShouldBe(Parse(rounded));

    [Fact]
    public void An_unknown_currency_cannot_be_rounded() =>
        Should.Throw<ArgumentException>(() => MoneyMath.Round(1m, "XXX"));

    private static decimal Parse(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
