using System.Text;
using Sluice.Connectors.Fx.Ecb;
using Sluice.Connectors.Fx.Rates;

namespace Sluice.Connectors.Tests.Fx.Rates;

public sealed class CrossRatesTests
{
    [Fact]
    public void Rates_are_given_oldest_first_and_dates_without_the_base_currency_are_counted()
    {
        var crossed = CrossRates.Of(EcbSamples.Read(EcbSamples.History), EcbSamples.Wish());

        crossed.Rates.Select(r => (r.Date.Day, r.Base, r.Rate)).ShouldBe(
        [
            (9, "EUR", 100m), (9, "JPY", 0.55555556m), (9, "USD", 90.90909091m),
            (13, "EUR", 109.047m), (13, "JPY", 0.58391968m), (13, "USD", 93.33019514m),
        ]);
        crossed.Rates.ShouldAllBe(r => r.Quote == "INR");
        crossed.DatesWithoutQuote.ShouldBe(1);
        crossed.UnknownCurrencies.ShouldBe(["CYP"]);
    }

    [Fact]
    public void Books_in_euros_take_the_reciprocal_and_have_no_rate_of_the_euro()
    {
        var rates = CrossRates.Of(EcbSamples.Read(EcbSamples.OneDay), EcbSamples.Wish("EUR")).Rates;

        rates.Select(r => (r.Base, r.Rate)).ShouldBe([("INR", 0.00917036m), ("JPY", 0.00535475m), ("USD", 0.85587128m)]);
    }

    [Fact]
    public void Dates_and_currencies_can_be_chosen()
    {
        var rates = CrossRates.Of(EcbSamples.Read(EcbSamples.History), EcbSamples.Wish(from: "2026-04-10", only: "USD")).Rates;

        rates.Single().ShouldBe(new FxRate("USD", "INR", EcbSamples.Date("2026-04-13"), 93.33019514m, PublicationTime.Of(EcbSamples.Date("2026-04-13"))));
    }

    [Theory]
    [InlineData("KWD", null, "it has no rates of KWD, the base currency of the books")]
    [InlineData("INR", "SEK", "it has no rates of SEK")]
    public void A_file_without_what_is_asked_for_is_refused(string quote, string? only, string fault) =>
        Should.Throw<EcbFormatException>(() => CrossRates.Of(EcbSamples.Read(EcbSamples.History), EcbSamples.Wish(quote, only: only is null ? [] : [only])))
            .Message.ShouldBe(fault);

    [Fact]
    public void A_rate_too_small_for_a_record_is_refused_with_its_place() =>
        Should.Throw<EcbFormatException>(() => CrossRates.Of(EcbSamples.Read("Date,INR,USD,\n2026-04-13,0.00000001,100,\n"), EcbSamples.Wish()))
            .Message.ShouldStartWith("line 2, column USD: 100 a euro");

    [Theory]
    [InlineData("2026-04-13", "2026-04-13T14:00:00Z")]
    [InlineData("2026-01-30", "2026-01-30T15:00:00Z")]
    [InlineData("2026-03-27", "2026-03-27T15:00:00Z")]
    [InlineData("2026-03-30", "2026-03-30T14:00:00Z")]
    public void A_record_is_the_same_whenever_it_is_made(string date, string recordedAt)
    {
        var rate = CrossRates.Of(EcbSamples.Read($"Date,INR,USD,\n{date},100,1.6,\n"), EcbSamples.Wish(only: "USD")).Rates.Single();

        Encoding.UTF8.GetString(FxRateJson.Write(rate)).ShouldBe(
            $$"""{"base":"USD","quote":"INR","date":"{{date}}","rate":62.5,"source":"ECB","recorded_at":"{{recordedAt}}"}""");
    }
}
