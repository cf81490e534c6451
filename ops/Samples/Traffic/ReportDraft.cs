using System.Globalization;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Traffic;

/// <summary>What a report says, before it is written.</summary>
internal readonly record struct ReportDraft(
    string Id, string ClientId, string ProviderId, string Modality, string? BodyPart, string Priority, int Images, DateTime CompletedAt)
{
    /// <summary>Writes the report; revision 1 and not cancelled are left unsaid.</summary>
    public SampleRecord Write(JsonLine line, int revision = 1, bool cancelled = false)
    {
        var json = line.Begin();
        json.WriteString("report_id"u8, Id);
        json.WriteString("client_id"u8, ClientId);
        json.WriteString("provider_id"u8, ProviderId);
        json.WriteString("modality"u8, Modality);
        if (BodyPart is not null)
            json.WriteString("body_part"u8, BodyPart);
        json.WriteString("priority"u8, Priority);
        json.WriteNumber("images"u8, Images);
        Span<char> text = stackalloc char[24];
        CompletedAt.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString("completed_at"u8, text[..length]);
        if (revision > 1)
            json.WriteNumber("revision"u8, revision);
        if (cancelled)
            json.WriteBoolean("cancelled"u8, true);
        return new SampleRecord(SampleTopics.Reports, ClientId, line.End());
    }
}
