namespace Sluice.Samples.Market;

/// <summary>A kind of examination and what is usual for it.</summary>
/// <param name="Share">Its usual share of a client's reports, in percent.</param>
/// <param name="Effort">What reading it is worth, 1 for the middle of all.</param>
internal sealed record Modality(
    string Code, int Share, decimal Effort, int ImagesLow, int ImagesHigh, IReadOnlyList<string> BodyParts)
{
    public static IReadOnlyList<Modality> All { get; } =
    [
        new("XR", 38, 0.45m, 1, 4, ["CHEST", "KNEE", "WRIST", "SPINE", "PELVIS", "ANKLE"]),
        new("CT", 22, 1.5m, 120, 600, ["HEAD", "CHEST", "ABDOMEN", "SINUS", "ANGIO"]),
        new("US", 18, 0.8m, 12, 60, ["ABDOMEN", "OBSTETRIC", "THYROID", "VASCULAR"]),
        new("MR", 12, 1.8m, 100, 480, ["BRAIN", "SPINE", "KNEE", "SHOULDER", "LIVER"]),
        new("MG", 6, 1.1m, 4, 8, ["BREAST"]),
        new("NM", 4, 1.6m, 16, 96, ["BONE", "HEART", "THYROID", "RENAL"]),
    ];
}
