using Sluice.Samples.Market;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Ledger;

/// <summary>What a ledger entry says, before it is written.</summary>
internal sealed record EntryDraft(
    string Id,
    string ClientId,
    string Site,
    string Service,
    DateOnly Date,
    DateOnly Posted,
    decimal Quantity,
    decimal Amount,
    SampleCurrency Currency)
{
    public required TypedRef Ref { get; init; }

    public string? Description { get; init; }

    public string? Reverses { get; init; }

    /// <summary>Writes the entry; revision 1 and not cancelled are left unsaid.</summary>
    public SampleRecord Write(JsonLine line, int revision = 1, bool cancelled = false)
    {
        var json = line.Begin();
        json.WriteString("entry_id"u8, Id);
        json.WriteString("client_id"u8, ClientId);
        if (Ref.Text is { } text)
            json.WriteString("job_ref"u8, text);
        json.WriteString("site"u8, Site);
        json.WriteString("service_type"u8, Service);
        json.Date("service_date", Date);
        json.Date("posted_date", Posted);
        json.WriteNumber("quantity"u8, Quantity);
        json.WriteNumber("amount"u8, Amount);
        json.WriteString("currency"u8, Currency.Code);
        if (Description is not null)
            json.WriteString("description"u8, Description);
        if (Reverses is not null)
            json.WriteString("reverses"u8, Reverses);
        if (revision > 1)
            json.WriteNumber("revision"u8, revision);
        if (cancelled)
            json.WriteBoolean("cancelled"u8, true);
        return new SampleRecord(SampleTopics.Ledger, ClientId, line.End());
    }
}
