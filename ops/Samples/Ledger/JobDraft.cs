using Sluice.Samples.Market;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Ledger;

/// <summary>What a job says, before it is written.</summary>
/// <param name="Site">Index among its client's sites.</param>
/// <param name="Service">Index among its client's services.</param>
internal sealed record JobDraft(
    string Id,
    string ClientId,
    int Site,
    int Service,
    string SiteName,
    string ServiceName,
    DateOnly Date,
    decimal Quantity,
    decimal UnitRate,
    decimal Amount,
    SampleCurrency Currency,
    string? Patient)
{
    /// <summary>Writes the job; revision 1 and not cancelled are left unsaid.</summary>
    public SampleRecord Write(JsonLine line, int revision = 1, bool cancelled = false)
    {
        var json = line.Begin();
        json.WriteString("job_id"u8, Id);
        json.WriteString("client_id"u8, ClientId);
        json.WriteString("site"u8, SiteName);
        json.WriteString("service_type"u8, ServiceName);
        json.Date("service_date", Date);
        json.WriteNumber("quantity"u8, Quantity);
        json.WriteNumber("unit_rate"u8, UnitRate);
        json.WriteNumber("amount"u8, Amount);
        json.WriteString("currency"u8, Currency.Code);
        if (Patient is not null)
            json.WriteString("patient_name"u8, Patient);
        if (revision > 1)
            json.WriteNumber("revision"u8, revision);
        if (cancelled)
            json.WriteBoolean("cancelled"u8, true);
        return new SampleRecord(SampleTopics.Jobs, ClientId, line.End());
    }
}
