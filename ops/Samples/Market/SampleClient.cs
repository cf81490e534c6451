using Sluice.Samples.Chance;

namespace Sluice.Samples.Market;

/// <summary>A hospital or centre that sends examinations to be read.</summary>
/// <param name="Share">Its part of the month's reports, from 0 to 1.</param>
/// <param name="Mix">Picks an index of <see cref="Modality.All"/>, never one that its terms close.</param>
internal sealed record SampleClient(
    string Id, string Name, string Address, string Segment, DateOnly ContractStart, double Share, Weights Mix, ClientTerms Terms);
