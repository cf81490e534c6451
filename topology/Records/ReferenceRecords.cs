namespace Sluice.Topology.Records;

/// <summary>A version of something the whole engine reads: who, at which price, and when that became known.</summary>
/// <param name="RecordedAt">When the version became known (UTC); the latest one counts.</param>
/// <param name="Canonical">The record as JSON with sorted keys; breaks ties at equal <paramref name="RecordedAt"/>.</param>
public abstract record ReferenceRecord(DateTimeOffset RecordedAt, string Canonical)
{
    /// <summary>What the versions of one thing share: the identity within its topic.</summary>
    public abstract string Identity { get; }
}

/// <summary>How a client's foreign figures are brought to the base currency.</summary>
public enum FxPolicy : byte
{
    MonthEnd = 0,
    Average = 1,
}

/// <summary>A buyer of reports. Identity: client_id.</summary>
public sealed record ClientRecord(
    string ClientId,
    string Name,
    string? Address,
    string? TaxId,
    string Currency,
    DateOnly ContractStart,
    string? Segment,
    FxPolicy FxPolicy,
    DateTimeOffset RecordedAt,
    string Canonical) : ReferenceRecord(RecordedAt, Canonical)
{
    public override string Identity => ClientId;
}

/// <summary>A writer of reports, as of a date. Identity: provider_id and effective_from.</summary>
public sealed record ProviderRecord(
    string ProviderId,
    string Name,
    string? Address,
    string? TaxId,
    string? Npi,
    string Grade,
    string Seniority,
    string Currency,
    DateOnly EffectiveFrom,
    DateTimeOffset RecordedAt,
    string Canonical) : ReferenceRecord(RecordedAt, Canonical)
{
    public override string Identity => $"{ProviderId}\u001f{EffectiveFrom:yyyy-MM-dd}";
}

/// <summary>The fields a provider rule asks for; null asks for nothing.</summary>
public sealed record ProviderMatch(string? ProviderId, string? Grade, string? Seniority, string? Modality, Priority? Priority);

/// <summary>Images beyond <paramref name="Over"/> cost <paramref name="Fee"/> each.</summary>
public sealed record ExtraImages(long Over, decimal Fee);

/// <summary>What a provider is paid for a report (COGS). Identity: rule_id.</summary>
/// <param name="Surcharges">Three amounts, by <see cref="Priority"/>.</param>
/// <param name="EffectiveTo">Inclusive; null is open-ended.</param>
public sealed record ProviderRuleRecord(
    string RuleId,
    ProviderMatch Match,
    decimal Fee,
    string Currency,
    IReadOnlyList<decimal> Surcharges,
    ExtraImages? ExtraImages,
    DateOnly EffectiveFrom,
    DateOnly? EffectiveTo,
    DateTimeOffset RecordedAt,
    string Canonical) : ReferenceRecord(RecordedAt, Canonical)
{
    public override string Identity => RuleId;
}

public enum ContractType : byte
{
    PerReport = 0,
    Subscription = 1,
    MinimumGuarantee = 2,
}

public enum TierMode : byte
{
    Graduated = 0,
    Volume = 1,
    Package = 2,
}

/// <summary>One step of a price ladder: units up to <paramref name="UpTo"/> (inclusive; null is without end).</summary>
public sealed record PriceTier(long? UpTo, decimal UnitPrice, decimal FlatFee);

/// <summary>Contract limits behind the billing guard's hard gate.</summary>
public sealed record ContractLimits(long? MaxImagesPerReport, long? MaxReportsPerDay)
{
    /// <summary>Whether no report is held.</summary>
    public bool IsNone { get; } = MaxImagesPerReport is null && MaxReportsPerDay is null;

    /// <summary>Whether no report is held whatever its place, and none of so many images.</summary>
    public bool Lets(long images) => MaxReportsPerDay is null && !(images > MaxImagesPerReport);
}

/// <summary>What a client pays. Identity: rule_id.</summary>
/// <param name="Modality">A modality's code, or <c>*</c> for all that have no rule of their own.</param>
/// <param name="Surcharges">Three amounts, by <see cref="Priority"/>.</param>
/// <param name="EffectiveTo">Inclusive; null is open-ended.</param>
public sealed record ClientRuleRecord(
    string RuleId,
    string ClientId,
    string Modality,
    ContractType ContractType,
    TierMode TierMode,
    IReadOnlyList<PriceTier> Tiers,
    long? PackageSize,
    IReadOnlyList<decimal> Surcharges,
    decimal? FlatFee,
    long? IncludedReports,
    decimal? MinimumCharge,
    string Currency,
    ContractLimits Limits,
    DateOnly EffectiveFrom,
    DateOnly? EffectiveTo,
    DateTimeOffset RecordedAt,
    string Canonical) : ReferenceRecord(RecordedAt, Canonical)
{
    public override string Identity => RuleId;
}
