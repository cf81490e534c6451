namespace Sluice.Samples.Ledger.Names;

/// <summary>A kind of service that is billed by the unit.</summary>
/// <param name="Known">Other names, which the alias table has.</param>
/// <param name="Unknown">Other names, which it has not.</param>
/// <param name="Low">Least price of a unit, in the base currency and at its prices.</param>
internal sealed record ServiceKind(string Name, string[] Known, string[] Unknown, decimal Low, decimal High)
{
    public static IReadOnlyList<ServiceKind> All { get; } =
    [
        new("X-Ray Chest", ["CXR", "XR Chest PA"], ["Chest Xray film"], 180, 420),
        new("CT Brain Plain", ["NCCT Head", "CT-BR-P"], ["Brain CT w/o contrast"], 900, 1_900),
        new("CT Abdomen Contrast", ["CECT Abdomen", "CT-AB-C"], ["Abdominal CT with contrast"], 1_500, 3_200),
        new("MRI Knee", ["MR Knee Joint", "MRI-KN"], ["Knee magnetic resonance"], 1_800, 3_600),
        new("MRI Brain Contrast", ["CEMRI Brain", "MRI-BR-C"], ["Brain MR contrast study"], 2_400, 4_800),
        new("Ultrasound Abdomen", ["USG Abdomen", "US-AB"], ["Sonography whole abdomen"], 350, 800),
        new("Mammography Screening", ["MMG Bilateral", "MG-SCR"], ["Breast screening films"], 700, 1_500),
        new("Carotid Doppler", ["Doppler Neck Vessels", "US-CD"], ["Neck vessel flow study"], 800, 1_700),
        new("DEXA Scan", ["Bone Densitometry", "DXA"], ["Bone density test"], 600, 1_300),
        new("PET-CT Whole Body", ["PET CT WB", "PT-WB"], ["Whole body positron study"], 6_500, 12_000),
        new("Night Coverage", ["After Hours Reads", "NIGHT-COV"], ["Overnight reading cover"], 1_100, 2_300),
        new("Second Opinion", ["Re-read", "2ND-OP"], ["Specialist review of study"], 500, 1_200),
    ];
}
