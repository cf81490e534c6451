using System.Text;
using Sluice.Oracle;
using Sluice.Oracle.Input;

namespace Sluice.Simulation.Tests.Oracle;

public sealed class FxRateRecordTests
{
    private const string Rate =
        """{"base":"USD","quote":"INR","date":"2026-01-31","rate":83.25,"source":"bank","recorded_at":"2026-01-31T12:00:00Z"}""";

    [Fact]
    public void Rate_without_a_fault_is_taken() => Judged(Rate).ShouldBeNull();

    [Theory]
    [InlineData("\"quote\":\"INR\"", "\"quote\":\"EUR\"", "field quote is not the base currency INR")]
    [InlineData("\"quote\":\"INR\"", "\"quote\":\"ABC\"", "field quote is not a known currency")]
    [InlineData("\"base\":\"USD\"", "\"base\":\"INR\"", "field base is the quote itself")]
    [InlineData("\"base\":\"USD\"", "\"base\":\"usd\"", "field base is not a known currency")]
    [InlineData("\"base\":\"USD\",", "", "field base is missing")]
    [InlineData("83.25", "0", "field rate is not above zero")]
    [InlineData("83.25", "-83.25", "field rate is not above zero")]
    [InlineData("83.25", "\"83.25\"", "field rate is not a number")]
    [InlineData("83.25", "83.123456789", "field rate has more than 8 fraction digits")]
    [InlineData("2026-01-31\"", "2026-02-30\"", "field date is not a date")]
    [InlineData("2026-01-31\"", "2026-01-31T00:00:00Z\"", "field date is not a date")]
    [InlineData("\"bank\"", "null", "field source is missing")]
    [InlineData("12:00:00Z", "12:00:00", "field recorded_at is not an instant")]
    [InlineData("\"source\"", "\"mid\":1,\"source\"", "field mid is unknown")]
    public void Rate_with_a_fault_is_rejected(string right, string wrong, string reason)
    {
        var changed = Rate.Replace(right, wrong, StringComparison.Ordinal);

        changed.ShouldNotBe(Rate);
        Judged(changed, changed.Contains("\"base\":\"INR\"", StringComparison.Ordinal) ? "INR" : "USD").ShouldBe(reason);
    }

    [Fact]
    public void Smallest_rate_is_taken() => Judged(Rate.Replace("83.25", "0.00000001", StringComparison.Ordinal)).ShouldBeNull();

    [Fact]
    public void Key_is_the_base() => Judged(Rate, "INR").ShouldBe("the key is not its base");

    private static string? Judged(string json, string key = "USD") =>
        MarginOracle.Compute([new OracleRecord(Topics.FxRates, 0, 0, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(json))])
            .Rejected.SingleOrDefault()?.Reason;
}
