using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Reference;

public class PlainNameTests
{
    [Theory]
    [InlineData("St. Mary's  (West)", "st marys west")]
    [InlineData("  CITY-HOSPITAL, Pune. ", "city hospital pune")]
    [InlineData("R\u00c9SUM\u00c9 \u2019s", "r\u00e9sum\u00e9 s")]
    [InlineData("CT/2", "ct 2")]
    [InlineData("\u0906\u0936\u093e", "\u0906\u0936\u093e")]
    [InlineData("\u00a0a\u00a0", "a")]
    [InlineData("--", "")]
    [InlineData("", "")]
    public void Case_punctuation_and_blanks_tell_nothing_apart(string name, string plain)
    {
        PlainName.Of(name).ShouldBe(plain);
        PlainName.Of(plain).ShouldBe(plain);
    }
}
