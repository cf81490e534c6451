namespace Sluice.Topology.Records;

/// <summary>Finds a report's field by length and first letter, then compares the whole name once.</summary>
internal static class ReportFieldNames
{
    public static ReportFields Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        6 => Same(name, "images"u8, ReportFields.Images),
        8 when name[0] == 'm' => Same(name, "modality"u8, ReportFields.Modality),
        8 when name[0] == 'p' => Same(name, "priority"u8, ReportFields.Priority),
        8 => Same(name, "revision"u8, ReportFields.Revision),
        9 when name[0] == 'r' => Same(name, "report_id"u8, ReportFields.ReportId),
        9 when name[0] == 'b' => Same(name, "body_part"u8, ReportFields.BodyPart),
        9 when name[1] == 'l' => Same(name, "client_id"u8, ReportFields.ClientId),
        9 => Same(name, "cancelled"u8, ReportFields.Cancelled),
        11 => Same(name, "provider_id"u8, ReportFields.ProviderId),
        12 => Same(name, "completed_at"u8, ReportFields.CompletedAt),
        _ => ReportFields.None,
    };

    private static ReportFields Same(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected, ReportFields field) =>
        name.SequenceEqual(expected) ? field : ReportFields.None;
}
