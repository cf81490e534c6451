using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Records;

/// <summary>From checked fields to the records of the price book and the other reference data.</summary>
internal static class ReferenceMapping
{
    public static ReferenceRecord Client(ShapedRecord r) => new ClientRecord(
        r.Text("client_id"),
        r.Text("name"),
        r.OptionalText("address"),
        r.OptionalText("tax_id"),
        r.Text("currency"),
        r.Date("contract_start"),
        r.OptionalText("segment"),
        r.OptionalText("fx_policy") is "average" ? FxPolicy.Average : FxPolicy.MonthEnd,
        r.Instant("recorded_at"),
        r.ToCanonicalJson());

    public static ReferenceRecord Provider(ShapedRecord r) => new ProviderRecord(
        r.Text("provider_id"),
        r.Text("name"),
        r.OptionalText("address"),
        r.OptionalText("tax_id"),
        r.OptionalText("npi"),
        r.Text("grade"),
        r.Text("seniority"),
        r.Text("currency"),
        r.Date("effective_from"),
        r.Instant("recorded_at"),
        r.ToCanonicalJson());

    public static ReferenceRecord ProviderRule(ShapedRecord r) => new ProviderRuleRecord(
        r.Text("rule_id"),
        Match(r.Nested("match")),
        r.Amount("fee"),
        r.Text("currency"),
        Surcharges(r),
        r.OptionalNested("extra_images") is { } extra ? new ExtraImages(extra.Whole("over"), extra.Amount("fee")) : null,
        r.Date("effective_from"),
        r.OptionalDate("effective_to"),
        r.Instant("recorded_at"),
        r.ToCanonicalJson());

    public static ReferenceRecord ClientRule(ShapedRecord r) => new ClientRuleRecord(
        r.Text("rule_id"),
        r.Text("client_id"),
        r.Text("modality"),
        Contract(r.Text("contract_type")),
        Mode(r.Text("tier_mode")),
        [.. r.List("tiers").Select(Tier)],
        r.OptionalWhole("package_size"),
        Surcharges(r),
        r.OptionalAmount("flat_fee"),
        r.OptionalWhole("included_reports"),
        r.OptionalAmount("minimum_charge"),
        r.Text("currency"),
        Limits(r.OptionalNested("limits")),
        r.Date("effective_from"),
        r.OptionalDate("effective_to"),
        r.Instant("recorded_at"),
        r.ToCanonicalJson());

    public static ReferenceRecord FxRate(ShapedRecord r) => new FxRateRecord(
        r.Text("base"),
        r.Text("quote"),
        r.Date("date"),
        r.Amount("rate"),
        r.Text("source"),
        r.Instant("recorded_at"),
        r.ToCanonicalJson());

    public static ReferenceRecord Alias(ShapedRecord r) => new AliasRecord(
        AliasKinds.OfWord(r.Text("kind")),
        r.Text("from"),
        r.Text("to"),
        r.Instant("recorded_at"),
        r.ToCanonicalJson());

    /// <summary>The priority of a word that its shape has let through.</summary>
    public static Priority PriorityOf(string word) => word switch
    {
        "URGENT" => Priority.Urgent,
        "STAT" => Priority.Stat,
        _ => Priority.Routine,
    };

    private static ProviderMatch Match(ShapedRecord match) => new(
        match.OptionalText("provider_id"),
        match.OptionalText("grade"),
        match.OptionalText("seniority"),
        match.OptionalText("modality"),
        match.OptionalText("priority") is { } word ? PriorityOf(word) : null);

    /// <summary>In the order of <see cref="Priority"/>; 0 where none is agreed.</summary>
    private static decimal[] Surcharges(ShapedRecord rule)
    {
        ShapedRecord? agreed = rule.OptionalNested("surcharges");
        return
        [
            agreed?.OptionalAmount("ROUTINE") ?? 0,
            agreed?.OptionalAmount("URGENT") ?? 0,
            agreed?.OptionalAmount("STAT") ?? 0,
        ];
    }

    private static PriceTier Tier(ShapedRecord tier) =>
        new(tier.OptionalWhole("up_to"), tier.Amount("unit_price"), tier.OptionalAmount("flat_fee") ?? 0);

    private static ContractLimits Limits(ShapedRecord? limits) =>
        new(limits?.OptionalWhole("max_images_per_report"), limits?.OptionalWhole("max_reports_per_day"));

    private static ContractType Contract(string word) => word switch
    {
        "SUBSCRIPTION" => ContractType.Subscription,
        "MINIMUM_GUARANTEE" => ContractType.MinimumGuarantee,
        _ => ContractType.PerReport,
    };

    private static TierMode Mode(string word) => word switch
    {
        "volume" => TierMode.Volume,
        "package" => TierMode.Package,
        _ => TierMode.Graduated,
    };
}
