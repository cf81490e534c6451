using System.Text;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Records;

/// <summary>Decodes reference records under the key they should have.</summary>
internal static class ReferenceSamples
{
    public static ClientRecord Client(string json) => (ClientRecord)Taken(ReferenceTopics.Clients, "C1", json);

    public static ProviderRecord Provider(string json) => (ProviderRecord)Taken(ReferenceTopics.Providers, "P1", json);

    public static ProviderRuleRecord ProviderRule(string json) =>
        (ProviderRuleRecord)Taken(ReferenceTopics.ProviderPricingRules, "PR1", json);

    public static ClientRuleRecord ClientRule(string json) =>
        (ClientRuleRecord)Taken(ReferenceTopics.ClientPricingRules, "C1", json);

    public static FxRateRecord FxRate(string json) => (FxRateRecord)Taken(ReferenceTopics.FxRates, "USD", json);

    public static Rejection Rejected(string topic, string key, string json)
    {
        ReferenceDecoder.TryDecode(topic, Encoding.UTF8.GetBytes(key), true, Encoding.UTF8.GetBytes(json), out _, out Rejection? why)
            .ShouldBeFalse();
        return why.ShouldNotBeNull();
    }

    private static ReferenceRecord Taken(string topic, string key, string json)
    {
        ReferenceDecoder.TryDecode(
            topic, Encoding.UTF8.GetBytes(key), true, Encoding.UTF8.GetBytes(json), out ReferenceRecord? record, out Rejection? why)
            .ShouldBeTrue(why?.Reason);
        return record.ShouldNotBeNull();
    }
}
