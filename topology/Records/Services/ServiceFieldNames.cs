namespace Sluice.Topology.Records.Services;

/// <summary>Finds a field by length and a letter or two, then compares the whole name once.</summary>
internal static class ServiceFieldNames
{
    public static ServiceFields Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 => Same(name, "site"u8, ServiceFields.Site),
        6 when name[0] == 'j' => Same(name, "job_id"u8, ServiceFields.JobId),
        6 => Same(name, "amount"u8, ServiceFields.Amount),
        7 => Same(name, "job_ref"u8, ServiceFields.JobRef),
        8 => OfEight(name),
        9 when name[0] == 'u' => Same(name, "unit_rate"u8, ServiceFields.UnitRate),
        9 when name[1] == 'l' => Same(name, "client_id"u8, ServiceFields.ClientId),
        9 => Same(name, "cancelled"u8, ServiceFields.Cancelled),
        11 when name[0] == 'p' => Same(name, "posted_date"u8, ServiceFields.PostedDate),
        11 => Same(name, "description"u8, ServiceFields.Description),
        12 when name[0] == 'p' => Same(name, "patient_name"u8, ServiceFields.PatientName),
        12 when name[8] == 't' => Same(name, "service_type"u8, ServiceFields.ServiceType),
        12 => Same(name, "service_date"u8, ServiceFields.ServiceDate),
        _ => ServiceFields.None,
    };

    private static ServiceFields OfEight(ReadOnlySpan<byte> name) => name[2] switch
    {
        (byte)'t' => Same(name, "entry_id"u8, ServiceFields.EntryId),
        (byte)'a' => Same(name, "quantity"u8, ServiceFields.Quantity),
        (byte)'r' => Same(name, "currency"u8, ServiceFields.Currency),
        _ when name[3] == 'e' => Same(name, "reverses"u8, ServiceFields.Reverses),
        _ => Same(name, "revision"u8, ServiceFields.Revision),
    };

    private static ServiceFields Same(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected, ServiceFields field) =>
        name.SequenceEqual(expected) ? field : ServiceFields.None;
}
