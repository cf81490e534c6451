namespace Sluice.Samples.Market;

/// <summary>A radiologist.</summary>
/// <param name="Reads">Indexes of <see cref="Modality.All"/>.</param>
/// <param name="Pace">How many reports it takes beside the others.</param>
/// <param name="Promotion">The grade it has from the middle of the month on, if it changes.</param>
/// <param name="Currency">What it is paid in, by rules of its own unless that is the base currency.</param>
internal sealed record SampleProvider(
    string Id,
    string Name,
    string City,
    string Grade,
    string Seniority,
    IReadOnlyList<int> Reads,
    double Pace,
    string? Promotion,
    SampleCurrency Currency);
