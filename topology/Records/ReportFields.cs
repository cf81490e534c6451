namespace Sluice.Topology.Records;

/// <summary>The fields of a report as bits, to see which have been met.</summary>
[Flags]
internal enum ReportFields : ushort
{
    None = 0,
    ReportId = 1,
    ClientId = 1 << 1,
    ProviderId = 1 << 2,
    Modality = 1 << 3,
    BodyPart = 1 << 4,
    Priority = 1 << 5,
    Images = 1 << 6,
    CompletedAt = 1 << 7,
    Revision = 1 << 8,
    Cancelled = 1 << 9,
    Required = ReportId | ClientId | ProviderId | Modality | Priority | Images | CompletedAt,
}
