using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Records;

public class FxRateTests
{
    [Fact]
    public void A_rate_is_read_whole()
    {
        var rate = ReferenceSamples.FxRate(Json());
        rate.Identity.ShouldBe("USD\u001f2026-01-30");
        rate.Quote.ShouldBe("INR");
        rate.Rate.ShouldBe(86.12345678m);
        rate.Source.ShouldBe("ECB");
    }

    [Theory]
    [InlineData("base", "\"INR\"", "INR", "base must be another currency than the quote, but is INR")]
    [InlineData("rate", "0", "USD", "rate must be above 0, but is 0")]
    [InlineData("rate", "-1", "USD", "rate must be a number of at least 0, but is -1")]
    [InlineData("rate", "1.123456789", "USD", "rate must have at most 8 digits after the decimal point, but is 1.123456789")]
    [InlineData("quote", "\"XXX\"", "USD", "quote must be a currency code of ISO 4217, but is \"XXX\"")]
    public void A_rate_that_says_nothing_is_refused(string field, string value, string key, string reason)
    {
        var rejection = ReferenceSamples.Rejected(ReferenceTopics.FxRates, key, Json((field, value)));
        rejection.Reason.ShouldBe(reason);
        rejection.Field.ShouldBe(field);
    }

    [Fact]
    public void A_rate_must_be_quoted_in_the_currency_of_the_books()
    {
        var rate = ReferenceSamples.FxRate(Json(("quote", "\"EUR\"")));
        RateChecks.Quote(rate, "EUR").ShouldBeNull();
        RateChecks.Quote(rate, "INR").ShouldNotBeNull().Reason.ShouldBe("quote must be the base currency of the books INR, but is EUR");
    }

    private static string Json(params (string Name, string? Value)[] other) => JsonOf.Record(
        [
            ("base", "\"USD\""), ("quote", "\"INR\""), ("date", "\"2026-01-30\""), ("rate", "86.12345678"),
            ("source", "\"ECB\""), ("recorded_at", "\"2026-01-30T15:00:00Z\""),
        ],
        other);
}
