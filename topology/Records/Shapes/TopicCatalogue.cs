using Sluice.Topology.Records.Services;
using Sluice.Topology.Reference;
using static Sluice.Topology.Records.Shapes.Fields;

namespace Sluice.Topology.Records.Shapes;

/// <summary>The input topics of contract §2 that can be decoded: one description for decoding, keys and CSV.</summary>
public static class TopicCatalogue
{
    private static readonly string[] Priorities = ["ROUTINE", "URGENT", "STAT"];

    public static TopicShape Reports { get; } = new("reports", "client_id", new ObjectShape(
        Code("report_id"),
        Code("client_id"),
        Code("provider_id"),
        Code("modality"),
        Code("body_part").Optional(),
        Choice("priority", Priorities),
        Integer("images", 0),
        Instant("completed_at"),
        Integer("revision", 1).Optional(),
        Boolean("cancelled").Optional()));

    public static TopicShape Clients { get; } = new(ReferenceTopics.Clients, "client_id", new ObjectShape(
        Code("client_id"),
        Text("name"),
        Text("address").Optional(),
        Code("tax_id").Optional(),
        Currency("currency"),
        Date("contract_start"),
        Code("segment").Optional(),
        Choice("fx_policy", "month-end", "average").Optional(),
        Instant("recorded_at")));

    public static TopicShape Providers { get; } = new(ReferenceTopics.Providers, "provider_id", new ObjectShape(
        Code("provider_id"),
        Text("name"),
        Text("address").Optional(),
        Code("tax_id").Optional(),
        Code("npi").Optional(),
        Code("grade"),
        Code("seniority"),
        Currency("currency"),
        Date("effective_from"),
        Instant("recorded_at")));

    public static TopicShape ProviderPricingRules { get; } = new(ReferenceTopics.ProviderPricingRules, "rule_id", new ObjectShape(
        Code("rule_id"),
        Object(
            "match",
            Code("provider_id").Optional(),
            Code("grade").Optional(),
            Code("seniority").Optional(),
            Code("modality").Optional(),
            Choice("priority", Priorities).Optional()),
        Price("fee"),
        Currency("currency"),
        Surcharges(),
        Object("extra_images", Integer("over", 0), Price("fee")).Optional(),
        Date("effective_from"),
        Date("effective_to").Optional(),
        Instant("recorded_at")));

    public static TopicShape ClientPricingRules { get; } = new(ReferenceTopics.ClientPricingRules, "client_id", new ObjectShape(
        Code("rule_id"),
        Code("client_id"),
        Code("modality"),
        Choice("contract_type", "PER_REPORT", "SUBSCRIPTION", "MINIMUM_GUARANTEE"),
        Choice("tier_mode", "graduated", "volume", "package"),
        List("tiers", Integer("up_to", 1).Optional(), Price("unit_price"), Price("flat_fee").Optional()),
        Integer("package_size", 1).Optional(),
        Surcharges(),
        Price("flat_fee").Optional(),
        Integer("included_reports", 0).Optional(),
        Price("minimum_charge").Optional(),
        Currency("currency"),
        Object("limits", Integer("max_images_per_report", 0).Optional(), Integer("max_reports_per_day", 0).Optional()).Optional(),
        Date("effective_from"),
        Date("effective_to").Optional(),
        Instant("recorded_at")));

    public static TopicShape FxRates { get; } = new(ReferenceTopics.FxRates, "base", new ObjectShape(
        Currency("base"),
        Currency("quote"),
        Date("date"),
        Price("rate"),
        Text("source"),
        Instant("recorded_at")));

    public static TopicShape Aliases { get; } = new(ReferenceTopics.Aliases, "kind", new ObjectShape(
        Choice("kind", AliasKinds.Words),
        Code("from"),
        Code("to"),
        Instant("recorded_at")));

    public static TopicShape Jobs { get; } = new(LedgerTopics.Jobs, "client_id", new ObjectShape(
        Code("job_id"),
        Code("client_id"),
        Code("site"),
        Code("service_type"),
        Date("service_date"),
        Price("quantity"),
        Price("unit_rate"),
        Price("amount"),
        Currency("currency"),
        Text("patient_name").Optional().Personal(),
        Integer("revision", 1).Optional(),
        Boolean("cancelled").Optional()));

    public static TopicShape Ledger { get; } = new(LedgerTopics.Ledger, "client_id", new ObjectShape(
        Code("entry_id"),
        Code("client_id"),
        Code("job_ref").Optional(),
        Code("site"),
        Code("service_type"),
        Date("service_date"),
        Date("posted_date"),
        Signed("quantity"),
        Signed("amount"),
        Currency("currency"),
        Text("description").Optional(),
        Code("reverses").Optional(),
        Integer("revision", 1).Optional(),
        Boolean("cancelled").Optional()));

    /// <summary>All topics described here.</summary>
    public static IReadOnlyList<TopicShape> All { get; } =
        [Reports, Jobs, Ledger, Clients, Providers, ProviderPricingRules, ClientPricingRules, FxRates, Aliases];

    /// <summary>The shape of a topic's records, or null where the topic is not described here.</summary>
    public static TopicShape? Find(string topic) =>
        All.FirstOrDefault(shape => string.Equals(shape.Topic, topic, StringComparison.Ordinal));

    private static FieldShape Surcharges() =>
        Object("surcharges", [.. Priorities.Select(word => Price(word).Optional())]).Optional();
}
