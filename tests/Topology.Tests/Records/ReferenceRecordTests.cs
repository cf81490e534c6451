using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Records;

public class ReferenceRecordTests
{
    [Fact]
    public void A_client_is_read_whole()
    {
        ClientRecord client = ReferenceSamples.Client(JsonOf.Record(JsonOf.Client));
        client.Identity.ShouldBe("C1");
        client.Address.ShouldBe("1 Main Road\nPune");
        client.ContractStart.ShouldBe(new DateOnly(2024, 2, 29));
        client.FxPolicy.ShouldBe(FxPolicy.Average);
        client.RecordedAt.ShouldBe(new DateTimeOffset(2025, 12, 31, 18, 30, 0, TimeSpan.Zero));
        ReferenceSamples.Client(JsonOf.Record(JsonOf.Client, ("fx_policy", null))).FxPolicy.ShouldBe(FxPolicy.MonthEnd);
    }

    [Fact]
    public void A_provider_is_versioned_by_its_effective_date()
    {
        ProviderRecord provider = ReferenceSamples.Provider(JsonOf.Record(JsonOf.Provider));
        provider.Identity.ShouldBe("P1\u001f2025-01-01");
        provider.Npi.ShouldBeNull();
        provider.Grade.ShouldBe("A");
    }

    [Fact]
    public void A_provider_rule_is_read_whole()
    {
        ProviderRuleRecord rule = ReferenceSamples.ProviderRule(JsonOf.Record(JsonOf.ProviderRule));
        rule.Match.ShouldBe(new ProviderMatch(null, null, null, "CT", Priority.Stat));
        rule.Fee.ShouldBe(350.5m);
        rule.Surcharges.ShouldBe([0m, 50m, 100m]);
        rule.ExtraImages.ShouldBe(new ExtraImages(500, 0.25m));
        rule.EffectiveTo.ShouldBe(new DateOnly(2026, 12, 31));
        ReferenceSamples.ProviderRule(JsonOf.Record(JsonOf.ProviderRule, ("match", "{}"), ("surcharges", "null")))
            .Surcharges.ShouldBe([0m, 0m, 0m]);
    }

    [Fact]
    public void A_client_rule_is_read_whole()
    {
        ClientRuleRecord rule = ReferenceSamples.ClientRule(JsonOf.Record(JsonOf.ClientRule));
        rule.Tiers.ShouldBe([new PriceTier(100, 900m, 0m), new PriceTier(500, 850m, 10m), new PriceTier(null, 800m, 0m)]);
        rule.Limits.ShouldBe(new ContractLimits(2000, null));
        rule.ContractType.ShouldBe(ContractType.PerReport);
        rule.TierMode.ShouldBe(TierMode.Graduated);
        rule.FlatFee.ShouldBeNull();
        rule.EffectiveTo.ShouldBeNull();
    }

    [Fact]
    public void The_canonical_form_is_one_for_one_content()
    {
        ClientRuleRecord rule = ReferenceSamples.ClientRule(JsonOf.Record(
            JsonOf.ClientRule,
            ("tier_mode", "\"package\""),
            ("tiers", "[{\"unit_price\":1.50e2,\"up_to\":null,\"flat_fee\":null}]"),
            ("package_size", "2.5e1"),
            ("surcharges", "{\"STAT\":-0.0}"),
            ("limits", "null"),
            ("modality", "\"\\u0043T \u20b9 \\\" \\\\ \\/\""),
            ("recorded_at", "\"2025-01-01T05:30:00.1200+05:30\"")));
        rule.Canonical.ShouldBe(
            "{\"client_id\":\"C1\",\"contract_type\":\"PER_REPORT\",\"currency\":\"INR\",\"effective_from\":\"2025-01-01\"," +
            "\"modality\":\"CT \u20b9 \\\" \\\\ /\",\"package_size\":25,\"recorded_at\":\"2025-01-01T00:00:00.12Z\",\"rule_id\":\"CR1\"," +
            "\"surcharges\":{\"STAT\":0},\"tier_mode\":\"package\",\"tiers\":[{\"unit_price\":150}]}");
    }

    [Theory]
    [InlineData("name", "null", "name is required, but is null")]
    [InlineData("name", "\"\"", "name must not be empty, but is \"\"")]
    [InlineData("name", "\"A\\u0007\"", "name must not hold the character U+0007, but is \"A\\u0007\"")]
    [InlineData("currency", "\"XXX\"", "currency must be a currency code of ISO 4217, but is \"XXX\"")]
    [InlineData("currency", "\"inr\"", "currency must be a currency code of ISO 4217, but is \"inr\"")]
    [InlineData("contract_start", "\"2026-02-30\"", "contract_start must be a date of the calendar as YYYY-MM-DD, but is \"2026-02-30\"")]
    [InlineData("contract_start", "\"20260228\"", "contract_start must be a date of the calendar as YYYY-MM-DD, but is \"20260228\"")]
    [InlineData("contract_start", "\"2026-02-28T00:00:00Z\"", "contract_start must be a date of the calendar as YYYY-MM-DD, but is \"2026-02-28T00:00:00Z\"")]
    [InlineData("fx_policy", "\"spot\"", "fx_policy must be one of month-end, average, but is \"spot\"")]
    [InlineData("tax_id", "123456789", "tax_id must be text, but is 123456789")]
    public void A_faulty_client_is_told_by_field(string field, string json, string reason)
    {
        Rejection why = ReferenceSamples.Rejected(ReferenceTopics.Clients, "C1", JsonOf.Record(JsonOf.Client, (field, json)));
        why.Field.ShouldBe(field);
        why.Reason.ShouldBe(reason);
    }

    [Fact]
    public void A_rule_is_keyed_by_its_own_owner()
    {
        ReferenceSamples.Rejected(ReferenceTopics.ProviderPricingRules, "P1", JsonOf.Record(JsonOf.ProviderRule)).Reason
            .ShouldBe("the message key must be the record's rule_id \"PR1\", but is \"P1\"");
        ReferenceSamples.Rejected(ReferenceTopics.ClientPricingRules, "CR1", JsonOf.Record(JsonOf.ClientRule)).Reason
            .ShouldBe("the message key must be the record's client_id \"C1\", but is \"CR1\"");
    }

    [Fact]
    public void Another_topic_is_a_fault_of_the_program() =>
        Should.Throw<ArgumentException>(() => ReferenceDecoder.TryDecode("reports", "C1"u8, true, "{}"u8, out _, out _));
}
