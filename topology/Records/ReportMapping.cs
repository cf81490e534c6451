using System.Text;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Records;

/// <summary>A report from the general decoder: null in an optional field, escaped field names and the like.</summary>
internal static class ReportMapping
{
    public static ReportRecord ToReport(ShapedRecord shaped) => new()
    {
        ReportId = Bytes(shaped.Text("report_id")),
        ClientId = Bytes(shaped.Text("client_id")),
        ProviderId = Bytes(shaped.Text("provider_id")),
        Modality = Bytes(shaped.Text("modality")),
        BodyPart = Bytes(shaped.OptionalText("body_part") ?? ""),
        Images = shaped.Whole("images"),
        CompletedAtTicks = shaped.Instant("completed_at").UtcTicks,
        Revision = shaped.OptionalWhole("revision") ?? 1,
        Priority = ReferenceMapping.PriorityOf(shaped.Text("priority")),
        Cancelled = shaped.OptionalFlag("cancelled") ?? false,
    };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
