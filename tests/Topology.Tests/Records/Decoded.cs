using System.Text;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Tests.Records;

/// <summary>A report's content in a form that tests compare and print.</summary>
internal sealed record Decoded(
    string ReportId,
    string ClientId,
    string ProviderId,
    string Modality,
    string BodyPart,
    long Images,
    long CompletedAtTicks,
    long Revision,
    Priority Priority,
    bool Cancelled)
{
    public static Decoded Of(in ReportRecord r) => new(
        Encoding.UTF8.GetString(r.ReportId),
        Encoding.UTF8.GetString(r.ClientId),
        Encoding.UTF8.GetString(r.ProviderId),
        Encoding.UTF8.GetString(r.Modality),
        Encoding.UTF8.GetString(r.BodyPart),
        r.Images,
        r.CompletedAtTicks,
        r.Revision,
        r.Priority,
        r.Cancelled);

    public static Decoded Of(ShapedRecord r) => new(
        r.Text("report_id"),
        r.Text("client_id"),
        r.Text("provider_id"),
        r.Text("modality"),
        r.OptionalText("body_part") ?? "",
        r.Whole("images"),
        r.Instant("completed_at").UtcTicks,
        r.OptionalWhole("revision") ?? 1,
        Enum.Parse<Priority>(r.Text("priority"), ignoreCase: true),
        r.OptionalFlag("cancelled") ?? false);

    /// <summary>Decodes with the key C1 and demands success.</summary>
    public static Decoded Report(string json)
    {
        bool taken = new ReportDecoder().TryDecode("C1"u8, true, Encoding.UTF8.GetBytes(json), out ReportRecord record, out Rejection? why);
        taken.ShouldBeTrue(why?.Reason);
        return Of(record);
    }

    /// <summary>Decodes and demands a rejection.</summary>
    public static Rejection Rejected(ReadOnlySpan<byte> payload, string? key = "C1")
    {
        byte[] bytes = Encoding.UTF8.GetBytes(key ?? "");
        new ReportDecoder().TryDecode(bytes, key is not null, payload, out _, out Rejection? why).ShouldBeFalse();
        return why.ShouldNotBeNull();
    }
}
