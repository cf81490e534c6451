namespace Sluice.Samples.Market;

/// <summary>What a client has agreed on, beside its prices.</summary>
/// <param name="FxPolicy">As in its record; null leaves it unsaid.</param>
/// <param name="ContractType">As in the rule for any modality, or in its first one if there is none.</param>
/// <param name="OwnSlots">Indexes of <see cref="Modality.All"/> that have rules of their own.</param>
/// <param name="Closed">Those of which it sends no good report.</param>
/// <param name="ImageLimit">max_images_per_report of all its rules; no modality usually comes near it.</param>
/// <param name="DayLimit">max_reports_per_day of its rule for any modality.</param>
internal sealed record ClientTerms(
    SampleCurrency Currency,
    string? FxPolicy,
    string ContractType,
    ServicePlan Plan,
    IReadOnlyList<int> OwnSlots,
    IReadOnlyList<int> Closed,
    int? ImageLimit,
    long? DayLimit);

/// <summary>How a client's rules cover the modalities.</summary>
internal enum ServicePlan
{
    /// <summary>A rule for any modality, and own ones for some.</summary>
    Usual,

    /// <summary>As usual, with a limit of reports a day in the rule for any modality.</summary>
    DayLimited,

    /// <summary>Rules for a few modalities and none for the others.</summary>
    NamedOnly,

    /// <summary>One modality's rule is in another currency than the client's.</summary>
    Misbilled,

    /// <summary>One modality's rule lets no report through.</summary>
    Paused,
}
