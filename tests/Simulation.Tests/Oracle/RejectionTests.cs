using System.Text;
using Sluice.Oracle;
using Sluice.Oracle.Input;

namespace Sluice.Simulation.Tests.Oracle;

public sealed class RejectionTests
{
    private const string Report =
        """{"report_id":"R-1","client_id":"C-1","provider_id":"P-1","modality":"CT","priority":"STAT","images":3,"completed_at":"2026-01-15T06:00:00Z"}""";

    private const string Rule =
        """{"rule_id":"CR-1","client_id":"C-1","modality":"*","contract_type":"PER_REPORT","tier_mode":"graduated","tiers":[{"up_to":10,"unit_price":9},{"up_to":null,"unit_price":8.5}],"currency":"INR","effective_from":"2026-01-01","recorded_at":"2026-01-01T00:00:00Z"}""";

    [Theory]
    [InlineData("\"images\":3", "\"images\":-1", "images is below 0")]
    [InlineData("\"images\":3", "\"images\":3.5", "images is not a whole number")]
    [InlineData("\"images\":3", "\"images\":\"3\"", "images is not a number")]
    [InlineData("\"images\":3", "\"images\":NaN", "not JSON")]
    [InlineData("\"images\":3", "\"images\":1000000000000000", "more than 15 integer digits")]
    [InlineData("\"images\":3", "\"images\":1e15", "more than 15 integer digits")]
    [InlineData("\"images\":3", "\"images\":3.000000000", "more than 8 fraction digits")]
    [InlineData("\"images\":3", "\"images\":3e-9", "more than 8 fraction digits")]
    [InlineData("\"images\":3", "\"images\":null", "images is missing")]
    [InlineData("\"images\":3,", "", "images is missing")]
    [InlineData("\"images\":3", "\"images\":3,\"images\":3", "images is repeated")]
    [InlineData("\"images\":3", "\"images\":3,\"im\\u0061ges\":3", "images is repeated")]
    [InlineData("\"images\":3", "\"images\":3,\"colour\":1", "colour is unknown")]
    [InlineData("\"images\":3", "\"images\":3,\"Images\":3", "Images is unknown")]
    [InlineData("STAT", "Stat", "priority is none of")]
    [InlineData("\"CT\"", "7", "modality is not a string")]
    [InlineData("\"CT\"", "\"\"", "modality is empty")]
    [InlineData("\"CT\"", "\"\\ud800\"", "half a surrogate")]
    [InlineData("2026-01-15T06", "2026-02-30T06", "completed_at is not an instant")]
    [InlineData("2026-01-15T06", "2026-01-15T24", "completed_at is not an instant")]
    [InlineData("06:00:00Z", "06:00:00", "completed_at is not an instant")]
    [InlineData("06:00:00Z", "06:00:00+5:30", "completed_at is not an instant")]
    [InlineData("\"images\":3", "\"images\":3,\"revision\":0", "revision is below 1")]
    [InlineData("\"images\":3", "\"images\":3,\"cancelled\":\"true\"", "cancelled is not true or false")]
    [InlineData("}", "} {}", "not JSON")]
    [InlineData("}", "", "not JSON")]
    public void Report_with_a_fault_is_rejected(string right, string wrong, string reason) =>
        Judged(Topics.Reports, Report, right, wrong).ShouldContain(reason);

    [Theory]
    [InlineData("INR", "ABC", "currency is not a known currency")]
    [InlineData("INR", "inr", "currency is not a known currency")]
    [InlineData("\"up_to\":10", "\"up_to\":null", "not ascending")]
    [InlineData("\"up_to\":null", "\"up_to\":20", "does not end with up_to null")]
    [InlineData("\"up_to\":null,", "", "up_to is missing")]
    [InlineData("8.5", "8.123456789", "more than 8 fraction digits")]
    [InlineData("8.5", "-8.5", "unit_price is negative")]
    [InlineData("8.5", "8.5,\"fee\":1", "fee is unknown")]
    [InlineData("graduated", "package", "one tier")]
    [InlineData("graduated", "stepped", "tier_mode is none of")]
    [InlineData("PER_REPORT", "SUBSCRIPTION", "flat_fee is missing")]
    [InlineData("PER_REPORT", "MINIMUM_GUARANTEE", "minimum_charge is missing")]
    [InlineData("2026-01-01\"", "2026-13-01\"", "effective_from is not a date")]
    [InlineData("\"currency\"", "\"surcharges\":{\"HIGH\":1},\"currency\"", "HIGH is unknown")]
    public void Client_rule_with_a_fault_is_rejected(string right, string wrong, string reason) =>
        Judged(Topics.ClientRules, Rule, right, wrong).ShouldContain(reason);

    [Theory]
    [InlineData(Topics.Reports, Report)]
    [InlineData(Topics.ClientRules, Rule)]
    public void Record_without_a_fault_is_taken(string topic, string json) =>
        MarginOracle.Compute([Line(topic, json, "C-1")]).Rejected.ShouldBeEmpty();

    [Theory]
    [InlineData("C-2")]
    [InlineData("")]
    public void Key_that_is_not_the_owner_is_rejected(string key) =>
        MarginOracle.Compute([Line(Topics.Reports, Report, key)]).Rejected.ShouldHaveSingleItem().Reason
            .ShouldBe("the key is not its client_id");

    [Fact]
    public void Payload_over_a_mebibyte_is_rejected()
    {
        var most = Report.PadRight(1 << 20);

        MarginOracle.Compute([Line(Topics.Reports, most, "C-1")]).Rejected.ShouldBeEmpty();
        MarginOracle.Compute([Line(Topics.Reports, most + " ", "C-1")]).Rejected.ShouldHaveSingleItem();
    }

    private static string Judged(string topic, string json, string right, string wrong)
    {
        var changed = json.Replace(right, wrong, StringComparison.Ordinal);
        changed.ShouldNotBe(json);
        var row = MarginOracle.Compute([Line(topic, changed, "C-1")]).Rejected.ShouldHaveSingleItem();
        row.Place.ShouldBe(new RecordPlace(topic, 2, 41));
        return row.Reason;
    }

    private static OracleRecord Line(string topic, string json, string key) =>
        new(topic, 2, 41, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(json));
}
