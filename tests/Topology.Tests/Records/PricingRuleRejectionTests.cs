using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Records;

public class PricingRuleRejectionTests
{
    [Theory]
    [InlineData("fee", "-1", "fee", "fee must be a number of at least 0, but is -1")]
    [InlineData("fee", "1.123456789", "fee", "fee must have at most 8 digits after the decimal point, but is 1.123456789")]
    [InlineData("fee", "1e-9", "fee", "fee must have at most 8 digits after the decimal point, but is 1e-9")]
    [InlineData("fee", "1234567890123456", "fee", "fee must have at most 15 digits before the decimal point, but is 1234567890123456")]
    [InlineData("fee", "1e400", "fee", "fee must have at most 15 digits before the decimal point, but is 1e400")]
    [InlineData("fee", "\"350\"", "fee", "fee must be a number of at least 0, but is \"350\"")]
    [InlineData("fee", "NaN", "fee", "fee must be a number of at least 0, but is NaN, which is not JSON")]
    [InlineData("match", "[]", "match", "match must be an object, but is []")]
    [InlineData("match", "null", "match", "match is required, but is null")]
    [InlineData("match", "{\"modality\":7}", "match.modality", "match.modality must be text, but is 7")]
    [InlineData("match", "{\"grade\":\"A\",\"grade\":\"B\"}", "match.grade", "match.grade stands more than once in the record, again with \"B\"")]
    [InlineData("match", "{\"priority\":\"Stat\"}", "match.priority", "match.priority must be one of ROUTINE, URGENT, STAT, but is \"Stat\"")]
    [InlineData("match", "{\"city\":\"Pune\"}", "match.city", "match.city (here \"Pune\") is not a field of match, which has provider_id, grade, seniority, modality, priority")]
    [InlineData("surcharges", "{\"RUSH\":1}", "surcharges.RUSH", "surcharges.RUSH (here 1) is not a field of surcharges, which has ROUTINE, URGENT, STAT")]
    [InlineData("surcharges", "{\"STAT\":-5}", "surcharges.STAT", "surcharges.STAT must be a number of at least 0, but is -5")]
    [InlineData("extra_images", "{\"over\":500}", "extra_images.fee", "extra_images.fee is required, but is missing")]
    [InlineData("extra_images", "{\"over\":1.5,\"fee\":1}", "extra_images.over", "extra_images.over must be a whole number of at least 0, but is 1.5")]
    [InlineData("effective_to", "\"2024-12-31\"", "effective_to", "effective_to must not be before effective_from 2025-01-01, but is 2024-12-31")]
    public void A_faulty_provider_rule_is_told_by_path(string field, string json, string path, string reason)
    {
        Rejection why = ReferenceSamples.Rejected(
            ReferenceTopics.ProviderPricingRules, "PR1", JsonOf.Record(JsonOf.ProviderRule, (field, json)));
        why.Reason.ShouldBe(reason);
        why.Field.ShouldBe(path);
    }

    [Theory]
    [InlineData("tiers", "[]", "tiers", "tiers must have at least one tier, but is []")]
    [InlineData("tiers", "[5]", "tiers[0]", "tiers[0] must be an object, but is 5")]
    [InlineData("tiers", "{}", "tiers", "tiers must be a list, but is {}")]
    [InlineData("tiers", "[{\"up_to\":10,\"unit_price\":1}]", "tiers[0].up_to", "tiers[0].up_to must be null (the last tier is without end), but is 10")]
    [InlineData("tiers", "[{\"unit_price\":2},{\"unit_price\":1}]", "tiers[0].up_to", "tiers[0].up_to must be a whole number (only the last tier is without end), but is null")]
    [InlineData("tiers", "[{\"up_to\":10,\"unit_price\":2},{\"up_to\":10,\"unit_price\":2},{\"up_to\":null,\"unit_price\":1}]", "tiers[1].up_to", "tiers[1].up_to must be above the tier before it (10), but is 10")]
    [InlineData("tiers", "[{\"up_to\":0,\"unit_price\":2},{\"unit_price\":1}]", "tiers[0].up_to", "tiers[0].up_to must be a whole number of at least 1, but is 0")]
    [InlineData("tiers", "[{\"up_to\":null}]", "tiers[0].unit_price", "tiers[0].unit_price is required, but is missing")]
    [InlineData("contract_type", "\"SUBSCRIPTION\"", "flat_fee", "flat_fee is required for the contract_type SUBSCRIPTION, but is missing")]
    [InlineData("contract_type", "\"MINIMUM_GUARANTEE\"", "minimum_charge", "minimum_charge is required for the contract_type MINIMUM_GUARANTEE, but is missing")]
    [InlineData("contract_type", "\"FLAT\"", "contract_type", "contract_type must be one of PER_REPORT, SUBSCRIPTION, MINIMUM_GUARANTEE, but is \"FLAT\"")]
    [InlineData("tier_mode", "\"stepped\"", "tier_mode", "tier_mode must be one of graduated, volume, package, but is \"stepped\"")]
    [InlineData("tier_mode", "\"package\"", "tiers", "tiers must be exactly one tier for the tier_mode package, but is 3 tiers")]
    [InlineData("package_size", "0", "package_size", "package_size must be a whole number of at least 1, but is 0")]
    [InlineData("included_reports", "-1", "included_reports", "included_reports must be a whole number of at least 0, but is -1")]
    [InlineData("limits", "{\"max_reports_per_day\":\"5\"}", "limits.max_reports_per_day", "limits.max_reports_per_day must be a whole number of at least 0, but is \"5\"")]
    [InlineData("modality", "null", "modality", "modality is required, but is null")]
    public void A_faulty_client_rule_is_told_by_path(string field, string json, string path, string reason)
    {
        Rejection why = ReferenceSamples.Rejected(
            ReferenceTopics.ClientPricingRules, "C1", JsonOf.Record(JsonOf.ClientRule, (field, json)));
        why.Reason.ShouldBe(reason);
        why.Field.ShouldBe(path);
    }

    [Theory]
    [InlineData("[{\"unit_price\":100}]", null, "package_size", "package_size is required for the tier_mode package, but is missing")]
    [InlineData("[{\"unit_price\":100,\"flat_fee\":5}]", "10", "tiers[0].flat_fee", "tiers[0].flat_fee must be absent for the tier_mode package, but is 5")]
    public void A_package_is_one_price_for_so_many_reports(string tiers, string? size, string path, string reason)
    {
        string json = JsonOf.Record(JsonOf.ClientRule, ("tier_mode", "\"package\""), ("tiers", tiers), ("package_size", size));
        ReferenceSamples.Rejected(ReferenceTopics.ClientPricingRules, "C1", json).ShouldSatisfyAllConditions(
            why => why.Field.ShouldBe(path),
            why => why.Reason.ShouldBe(reason));
    }

    [Fact]
    public void A_contract_with_its_fee_is_taken()
    {
        ReferenceSamples.ClientRule(JsonOf.Record(
            JsonOf.ClientRule, ("contract_type", "\"SUBSCRIPTION\""), ("flat_fee", "0"), ("included_reports", "20"))).FlatFee.ShouldBe(0m);
        ReferenceSamples.ClientRule(JsonOf.Record(
            JsonOf.ClientRule, ("contract_type", "\"MINIMUM_GUARANTEE\""), ("minimum_charge", "999999999999999.12345678"))).MinimumCharge
            .ShouldBe(999_999_999_999_999.12345678m);
    }
}
