using Sluice.Connectors.Fx.Ecb;

namespace Sluice.Connectors.Tests.Fx.Ecb;

public sealed class EcbXmlTests
{
    [Fact]
    public void Every_cube_of_a_date_is_read_whatever_the_order_of_dates()
    {
        var rates = EcbSamples.Read(EcbSamples.Xml(
            ("2026-04-10", [("USD", "1.1711"), ("INR", "108.5")]),
            ("2026-04-13", [("USD", "1.1684")])));

        rates.Days.Select(d => d.Date).ShouldBe([EcbSamples.Date("2026-04-13"), EcbSamples.Date("2026-04-10")]);
        rates.Days[1].Quotes.ShouldBe([new EcbQuote("USD", 1.1711m), new EcbQuote("INR", 108.5m)]);
        rates.Currencies.ShouldBe(["USD", "INR"]);
    }

    [Fact]
    public void What_is_wrong_is_named_by_line_column_and_value()
    {
        EcbSamples.Fault(EcbSamples.Xml(("13/04/2026", [("USD", "1")]))).ShouldContain("line 5, column Date: \"13/04/2026\" is no date");
        EcbSamples.Fault(EcbSamples.Xml(("2026-04-13", [("USD", "1"), ("INR", "x")]))).ShouldContain("line 7, column INR: \"x\" is no rate");
        EcbSamples.Fault(EcbSamples.Xml(("2026-04-13", [("USD", "0")]))).ShouldContain("line 6, column USD: the rate 0 must be more than zero");
        EcbSamples.Fault(EcbSamples.Xml(("2026-04-13", [("usd", "1")]))).ShouldContain("line 6, column currency: \"usd\" is no currency code");
        EcbSamples.Fault(EcbSamples.Xml(("2026-04-13", [("USD", "1"), ("USD", "2")]))).ShouldContain("USD has two rates on one date, 1 and 2");
        EcbSamples.Fault(EcbSamples.Xml(("2026-04-13", [("USD", "1")]), ("2026-04-13", [("USD", "1")]))).ShouldContain("2026-04-13 stands in line 5 already");
        EcbSamples.Fault(EcbSamples.Xml()).ShouldContain("no date");
        EcbSamples.Fault(EcbSamples.Xml(("2026-04-13", [("USD", "1")])).Replace(" rate='1'", "", StringComparison.Ordinal)).ShouldContain("column USD: the attribute rate is missing");
        EcbSamples.Fault(EcbSamples.Xml(("2026-04-13", [("USD", "1")])).Replace(" time='2026-04-13'", "", StringComparison.Ordinal)).ShouldContain("stands under no date");
    }

    [Theory]
    [InlineData("<html><body>Sign in</body></html>", "line 1: the root is <html>, not the ECB's")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>", "line 1: no well-formed XML")]
    [InlineData("<Envelope/>", "the root is <Envelope>")]
    public void Other_documents_are_refused(string text, string fault) => EcbSamples.Fault(text).ShouldContain(fault);

    [Fact]
    public void A_document_that_was_cut_is_refused_whole()
    {
        var whole = EcbSamples.Xml(("2026-04-13", [("USD", "1.1684"), ("INR", "109.047")]));

        // The root's own end is needed too: all dates may be there and the file still not be whole.
        foreach (var length in new[] { whole.Length / 2, whole.Length - 1, whole.IndexOf("  </Cube>\n</", StringComparison.Ordinal) })
        {
            EcbSamples.Fault(whole[..length]).ShouldContain("no well-formed XML");
        }
    }
}
