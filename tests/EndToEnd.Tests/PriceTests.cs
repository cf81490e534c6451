using System.Text.Json;
using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests;

public sealed class PriceTests : Sandbox
{
    private const string Ladder = """{"up_to":100,"unit_price":900},{"up_to":500,"unit_price":850},{"up_to":null,"unit_price":800}""";

    [Theory]
    [InlineData("graduated", 620, 526_000)]
    [InlineData("volume", 620, 496_000)]
    [InlineData("graduated", 100, 90_000)]
    [InlineData("volume", 500, 425_000)]
    [InlineData("volume", 501, 400_800)]
    public async Task Prices_are_those_of_the_contract(string mode, int quantity, int total)
    {
        var price = await PriceAsync(Records.Rule(mode, Ladder), quantity);

        price.GetProperty("total").GetDecimal().ShouldBe(total);
        price.GetProperty("currency").GetString().ShouldBe("INR");
        price.GetProperty("lines").EnumerateArray().Sum(l => l.GetProperty("amount").GetDecimal()).ShouldBe(total);
    }

    [Fact]
    public async Task Half_a_paisa_rounds_away_from_zero()
    {
        var price = await PriceAsync(Records.Rule("graduated", """{"up_to":null,"unit_price":0.005}"""), 1);

        price.GetProperty("total").GetDecimal().ShouldBe(0.01m);
    }

    [Fact]
    public async Task A_subscription_is_prorated_by_the_rules_days_in_the_month_only_when_one_is_named()
    {
        var rule = Records.Rule("graduated", """{"up_to":null,"unit_price":10}""", "\"flat_fee\":3100,\"included_reports\":5,\"effective_to\":\"2026-01-10\",")
            .Replace("PER_REPORT", "SUBSCRIPTION", StringComparison.Ordinal);

        (await PriceAsync(rule, 5)).GetProperty("total").GetDecimal().ShouldBe(3_100m);
        (await PriceAsync(rule, 5, "--month", "2026-01")).GetProperty("total").GetDecimal().ShouldBe(1_000m);
    }

    [Theory]
    [InlineData("JPY", "67742", "1001")]
    [InlineData("KWD", "67741.935", "1000.500")]
    public async Task A_prorated_fee_and_its_units_round_to_the_currencys_own_decimals(string currency, string fee, string units)
    {
        var rule = Records.Rule("graduated", """{"up_to":null,"unit_price":333.5}""", "\"flat_fee\":100000,\"included_reports\":10,")
            .Replace("PER_REPORT", "SUBSCRIPTION", StringComparison.Ordinal)
            .Replace("\"INR\"", $"\"{currency}\"", StringComparison.Ordinal)
            .Replace("\"effective_from\":\"2025-01-01\"", "\"effective_from\":\"2026-01-11\"", StringComparison.Ordinal);

        var price = await PriceAsync(rule, 13, "--month", "2026-01");

        price.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("amount").GetRawText()).ShouldBe([fee, units]);
        price.GetProperty("total").GetDecimal().ShouldBe(decimal.Parse(fee) + decimal.Parse(units));
        price.GetProperty("currency").GetString().ShouldBe(currency);
    }

    [Fact]
    public async Task A_rule_that_is_none_is_refused_by_field_and_value()
    {
        var path = Write("rule.json", Records.Rule("graduated", """{"up_to":null,"unit_price":-1}"""));

        var finished = await RunAsync("price", "--rule", path, "--quantity", "1");

        finished.ExitCode.ShouldBe(2);
        finished.Stderr.ShouldContain("tiers[0].unit_price");
        finished.Stderr.ShouldContain("-1");
    }

    private async Task<JsonElement> PriceAsync(string rule, int quantity, params string[] more)
    {
        var finished = await SucceedAsync(["price", "--rule", Write("rule.json", rule), "--quantity", quantity.ToString(), .. more]);
        return JsonDocument.Parse(finished.Stdout).RootElement;
    }
}
