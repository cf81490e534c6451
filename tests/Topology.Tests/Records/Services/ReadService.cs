using System.Text;
using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Services;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Tests.Records.Services;

/// <summary>A job's or an entry's content in a form that tests compare and print; what the other has is null.</summary>
internal sealed record ReadService(
    string Id,
    string ClientId,
    string Site,
    string ServiceType,
    DateOnly ServiceDate,
    decimal Quantity,
    decimal Amount,
    string Currency,
    long Revision,
    bool Cancelled,
    decimal? UnitRate = null,
    DateOnly? PostedDate = null,
    string? JobRef = null,
    string? Description = null,
    string? Reverses = null)
{
    public static ReadService Of(in JobRecord r) => new(
        Text(r.JobId), Text(r.ClientId), Text(r.Site), Text(r.ServiceType), r.ServiceDate, Scaled.ToDecimal(r.Quantity),
        Scaled.ToDecimal(r.Amount), Text(r.Currency), r.Revision, r.Cancelled, UnitRate: Scaled.ToDecimal(r.UnitRate));

    public static ReadService Of(in LedgerRecord r) => new(
        Text(r.EntryId), Text(r.ClientId), Text(r.Site), Text(r.ServiceType), r.ServiceDate, Scaled.ToDecimal(r.Quantity),
        Scaled.ToDecimal(r.Amount), Text(r.Currency), r.Revision, r.Cancelled, null, r.PostedDate, Text(r.JobRef),
        Text(r.Description), Text(r.Reverses));

    public static ReadService Of(ShapedRecord r) => new(
        r.OptionalId() ?? r.Text("entry_id"), r.Text("client_id"), r.Text("site"), r.Text("service_type"), r.Date("service_date"),
        r.Amount("quantity"), r.Amount("amount"), r.Text("currency"), r.OptionalWhole("revision") ?? 1, r.OptionalFlag("cancelled") ?? false,
        r.IsJob() ? r.Amount("unit_rate") : null,
        r.IsJob() ? null : r.Date("posted_date"),
        r.IsJob() ? null : r.OptionalText("job_ref") ?? "",
        r.IsJob() ? null : r.OptionalText("description") ?? "",
        r.IsJob() ? null : r.OptionalText("reverses") ?? "");

    /// <summary>Decodes with the key C1 and demands success.</summary>
    public static ReadService Job(string json)
    {
        new JobDecoder().TryDecode("C1"u8, true, Encoding.UTF8.GetBytes(json), out JobRecord record, out Rejection? why).ShouldBeTrue(why?.Reason);
        return Of(record);
    }

    /// <summary>Decodes with the key C1 and demands success.</summary>
    public static ReadService Entry(string json)
    {
        new LedgerDecoder().TryDecode("C1"u8, true, Encoding.UTF8.GetBytes(json), out LedgerRecord record, out Rejection? why).ShouldBeTrue(why?.Reason);
        return Of(record);
    }

    /// <summary>Decodes and demands a rejection.</summary>
    public static Rejection NoJob(string json, string? key = "C1")
    {
        new JobDecoder().TryDecode(Encoding.UTF8.GetBytes(key ?? ""), key is not null, Encoding.UTF8.GetBytes(json), out _, out Rejection? why).ShouldBeFalse();
        return why.ShouldNotBeNull();
    }

    /// <summary>Decodes and demands a rejection.</summary>
    public static Rejection NoEntry(string json, string? key = "C1")
    {
        new LedgerDecoder().TryDecode(Encoding.UTF8.GetBytes(key ?? ""), key is not null, Encoding.UTF8.GetBytes(json), out _, out Rejection? why).ShouldBeFalse();
        return why.ShouldNotBeNull();
    }

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}

file static class Shaped
{
    public static bool IsJob(this ShapedRecord record) => record.Shape.IndexOf("job_id") >= 0;

    public static string? OptionalId(this ShapedRecord record) => record.IsJob() ? record.Text("job_id") : null;
}
