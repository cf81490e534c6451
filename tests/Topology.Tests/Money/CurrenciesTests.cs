using System.Text;
using Sluice.Topology.Money;

namespace Sluice.Topology.Tests.Money;

public class CurrenciesTests
{
    [Theory]
    [InlineData("JPY", 0)]
    [InlineData("KRW", 0)]
    [InlineData("VND", 0)]
    [InlineData("ISK", 0)]
    [InlineData("CLP", 0)]
    [InlineData("XOF", 0)]
    [InlineData("INR", 2)]
    [InlineData("USD", 2)]
    [InlineData("EUR", 2)]
    [InlineData("HUF", 2)]
    [InlineData("ZWG", 2)]
    [InlineData("KWD", 3)]
    [InlineData("BHD", 3)]
    [InlineData("OMR", 3)]
    [InlineData("TND", 3)]
    [InlineData("JOD", 3)]
    [InlineData("IQD", 3)]
    [InlineData("LYD", 3)]
    [InlineData("CLF", 4)]
    [InlineData("UYW", 4)]
    public void Minor_units_follow_the_standard(string code, int units)
    {
        Currencies.MinorUnits(code).ShouldBe(units);
        Currencies.TryGetMinorUnits(Encoding.UTF8.GetBytes(code), out int fromBytes).ShouldBeTrue();
        fromBytes.ShouldBe(units);
    }

    [Theory]
    [InlineData("")]
    [InlineData("IN")]
    [InlineData("INRR")]
    [InlineData("inr")]
    [InlineData("XXX")]
    [InlineData("XTS")]
    [InlineData("XAU")]
    [InlineData("DEM")]
    [InlineData("ZZZ")]
    [InlineData("I\u00d1R")]
    [InlineData("[[[")]
    public void Other_texts_are_no_currencies(string code)
    {
        Currencies.IsKnown(code).ShouldBeFalse();
        Currencies.IsKnown(Encoding.UTF8.GetBytes(code)).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => Currencies.MinorUnits(code)).Message.ShouldContain("ISO 4217");
    }

    [Fact]
    public void No_code_is_listed_twice()
    {
        Currencies.All.ShouldBeUnique();
        Currencies.All.Count.ShouldBeInRange(160, 180);
        Currencies.All.ShouldAllBe(code => Currencies.IsKnown(code));
    }
}
