using System.Text;
using Sluice.Connectors.Fx.Ecb;

namespace Sluice.Connectors.Tests.Fx.Ecb;

public sealed class EcbCsvTests
{
    [Fact]
    public void The_history_is_read_newest_first_and_without_what_is_not_there()
    {
        var rates = EcbSamples.Read(EcbSamples.History);

        rates.Days.Select(d => d.Date).ShouldBe([EcbSamples.Date("2026-04-13"), EcbSamples.Date("2026-04-10"), EcbSamples.Date("2026-04-09")]);
        rates.Days[0].Quotes.ShouldBe([new EcbQuote("USD", 1.1684m), new EcbQuote("JPY", 186.75m), new EcbQuote("INR", 109.047m)]);
        rates.Days[1].Quotes.Select(q => q.Currency).ShouldBe(["USD", "JPY"]);
        rates.Currencies.ShouldBe(["USD", "JPY", "CYP", "INR"]);
    }

    [Fact]
    public void The_file_of_one_day_has_blanks_and_a_date_in_words()
    {
        var day = EcbSamples.Read(EcbSamples.OneDay).Days.Single();

        day.Date.ShouldBe(EcbSamples.Date("2026-04-13"));
        day.Quotes.ShouldBe([new EcbQuote("USD", 1.1684m), new EcbQuote("JPY", 186.75m), new EcbQuote("INR", 109.047m)]);
    }

    [Fact]
    public void A_byte_order_mark_carriage_returns_blank_lines_and_a_missing_last_comma_are_no_faults()
    {
        var rates = EcbFile.Read([.. Encoding.UTF8.Preamble, .. EcbSamples.Bytes("Date,USD,INR\r\n\r\n2026-04-09,1.1,100\r\n2026-04-10,1.2,101")]);

        rates.Days.Select(d => (d.Line, d.Quotes[0].PerEuro)).ShouldBe([(4, 1.2m), (3, 1.1m)]);
    }

    [Theory]
    [InlineData("Date,USD,INR,\n", "no date")]
    [InlineData("2026-04-13,1.1,100,\n", "line 1: there is no header: it must begin with Date, not \"2026-04-13\"")]
    [InlineData("Date,USD,USD,\n2026-04-13,1,1,\n", "line 1, column 3: USD stands in the header twice")]
    [InlineData("Date,USD,Inr,\n2026-04-13,1,1,\n", "line 1, column 3: \"Inr\" is no currency code")]
    [InlineData("Date,USD,,INR,\n2026-04-13,1,1,1,\n", "line 1, column 3: \"\" is no currency code")]
    [InlineData("Date,\n2026-04-13,\n", "line 1: the header names no currency")]
    [InlineData("Date,USD,\n13.04.2026,1,\n", "line 2, column Date: \"13.04.2026\" is no date")]
    [InlineData("Date,USD,\n2026-02-30,1,\n", "line 2, column Date: \"2026-02-30\" is no date")]
    [InlineData("Date,USD,\n2026-04-13,one,\n", "line 2, column USD: \"one\" is no rate")]
    [InlineData("Date,USD,\n2026-04-13,,\n", "line 2, column USD: \"\" is no rate")]
    [InlineData("Date,USD,\n2026-04-13,1.,\n", "line 2, column USD: \"1.\" is no rate")]
    [InlineData("Date,USD,\n2026-04-13,.5,\n", "line 2, column USD: \".5\" is no rate")]
    [InlineData("Date,USD,\n2026-04-13,1e3,\n", "line 2, column USD: \"1e3\" is no rate")]
    [InlineData("Date,USD,\n2026-04-13,1 000,\n", "line 2, column USD: \"1 000\" is no rate")]
    [InlineData("Date,USD,\n2026-04-13,1234567890123456,\n", "line 2, column USD: \"1234567890123456\" is no rate")]
    [InlineData("Date,USD,\n2026-04-13,0.0,\n", "line 2, column USD: the rate 0.0 must be more than zero")]
    [InlineData("Date,USD,\n2026-04-13,-1.1,\n", "line 2, column USD: the rate -1.1 must be more than zero")]
    [InlineData("Date,USD,\n2026-04-13,1.1,\n2026-04-10,1,\n2026-04-13,1.2,\n", "line 4, column Date: 2026-04-13 stands in line 2 already")]
    [InlineData("Date,USD,INR,\n2026-04-13,1.1,\n", "line 2: it has 3 cells, and the header 4")]
    [InlineData("Date,USD,INR,\n2026-04-13,1.1,100\n", "line 2: it has 3 cells, and the header 4")]
    [InlineData("Date,USD,\n2026-04-13,1.1,7\n", "line 2, column 3: \"7\" stands in a column without a name")]
    public void What_is_wrong_is_named_by_line_column_and_value(string text, string fault) => EcbSamples.Fault(text).ShouldContain(fault);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Should.Throw<EcbFormatException>(() => EcbFile.Read([.. EcbSamples.Bytes("Date,USD,\n2026-04-13,1"), 0xFF, 0xFE])).Message.ShouldContain("UTF-8");
}
