using Sluice.Connectors.Fx.Calendar;
using Sluice.Connectors.Fx.Ecb;
using Sluice.Connectors.Fx.Rates;

namespace Sluice.Connectors.Tests.Fx.Ecb;

public sealed class PublishedHistoryTests
{
    [SharedDataFact]
    public void Every_date_of_the_published_history_is_read()
    {
        var rates = Read();

        rates.Days.Count.ShouldBe(836);
        (rates.Oldest, rates.Newest).ShouldBe((EcbSamples.Date("2023-01-02"), EcbSamples.Date("2026-04-13")));
        rates.Currencies.Count.ShouldBe(41);
        rates.Days[0].Quotes.Single(q => q.Currency == "IDR").PerEuro.ShouldBe(20082.05m);
    }

    [SharedDataFact]
    public void Its_rates_cross_to_rupees_as_computed_by_hand()
    {
        var newest = CrossRates.Of(Read(), EcbSamples.Wish(from: "2026-04-13")).Rates.ToDictionary(r => r.Base, r => r.Rate);

        newest["USD"].ShouldBe(93.33019514m);
        newest["JPY"].ShouldBe(0.58391968m);
        newest["IDR"].ShouldBe(0.00543007m);
        newest["EUR"].ShouldBe(109.047m);
    }

    [SharedDataFact]
    public void It_has_a_rate_on_every_day_that_is_no_holiday_and_on_no_other()
    {
        var rates = Read();

        TargetDays.Between(rates.Oldest, rates.Newest).ShouldBe(rates.Days.Select(d => d.Date).Reverse());
    }

    private static EcbRates Read() => EcbFile.Read(File.ReadAllBytes(SharedDataFactAttribute.History!));
}
