using Sluice.Samples.Writing;

namespace Sluice.Samples.Faults;

/// <summary>What is known about one injected fault.</summary>
/// <param name="Kind">duplicate, revision, cancelled, conflict, unknown_provider, unknown_client or malformed.</param>
/// <param name="Detail">What was done, in words.</param>
internal sealed record Truth(string Kind, string Topic, string RecordId, string? ClientId, string Detail)
{
    /// <param name="line">Where the faulty record stands in its topic, counted from 0.</param>
    public SampleRecord Write(JsonLine into, long line)
    {
        var json = into.Begin();
        json.WriteString("kind", Kind);
        json.WriteString("topic", Topic);
        json.WriteString("record_id", RecordId);
        if (ClientId is not null)
            json.WriteString("client_id", ClientId);
        json.WriteNumber("line", line);
        json.WriteString("detail", Detail);
        return new SampleRecord(SampleTopics.Truth, RecordId, into.End());
    }
}
