using Sluice.Topology.Records.Shapes;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Records;

/// <summary>Decodes one message of a reference topic. Safe for all threads; allocates.</summary>
public static class ReferenceDecoder
{
    /// <param name="topic">One of <see cref="ReferenceTopics"/>.</param>
    /// <param name="key">The message key.</param>
    /// <param name="hasKey">False where the message has no key (null).</param>
    /// <param name="payload">The message.</param>
    /// <param name="record">The version, where the result is true.</param>
    /// <param name="rejection">What is wrong, where the result is false.</param>
    /// <exception cref="ArgumentException">The topic is none of the reference topics.</exception>
    public static bool TryDecode(
        string topic,
        ReadOnlySpan<byte> key,
        bool hasKey,
        ReadOnlySpan<byte> payload,
        out ReferenceRecord? record,
        out Rejection? rejection)
    {
        record = null;
        (TopicShape shape, Func<ShapedRecord, Rejection?> check, Func<ShapedRecord, ReferenceRecord> build) = For(topic);
        if (!ShapeDecoder.TryDecode(shape, key, hasKey, payload, out ShapedRecord? read, out rejection))
            return false;
        rejection = check(read!);
        if (rejection is not null)
            return false;
        record = build(read!);
        return true;
    }

    private static (TopicShape Shape, Func<ShapedRecord, Rejection?> Check, Func<ShapedRecord, ReferenceRecord> Build) For(string topic) =>
        topic switch
        {
            ReferenceTopics.Clients => (TopicCatalogue.Clients, NothingMore, ReferenceMapping.Client),
            ReferenceTopics.Providers => (TopicCatalogue.Providers, NothingMore, ReferenceMapping.Provider),
            ReferenceTopics.ProviderPricingRules =>
                (TopicCatalogue.ProviderPricingRules, PricingChecks.Effective, ReferenceMapping.ProviderRule),
            ReferenceTopics.ClientPricingRules =>
                (TopicCatalogue.ClientPricingRules, PricingChecks.ClientRule, ReferenceMapping.ClientRule),
            ReferenceTopics.FxRates => (TopicCatalogue.FxRates, RateChecks.Rate, ReferenceMapping.FxRate),
            ReferenceTopics.Aliases => (TopicCatalogue.Aliases, AliasChecks.Alias, ReferenceMapping.Alias),
            _ => throw new ArgumentException($"{topic} is not a reference topic.", nameof(topic)),
        };

    private static Rejection? NothingMore(ShapedRecord record) => null;
}
