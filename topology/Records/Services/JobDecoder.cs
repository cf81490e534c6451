using System.Text;
using Sluice.Engine.Log;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Records.Services;

/// <summary>
/// Decodes messages of the <c>jobs</c> topic, as <see cref="ReportDecoder"/> does those of reports: one pass without
/// allocation for a good record, <see cref="ShapeDecoder"/>'s judgement for any other. Owned by one thread. A patient's
/// name is checked; no record and no rejection holds it.
/// </summary>
public sealed class JobDecoder
{
    private readonly ServiceScan _scan = new(ServiceFields.Job, ServiceFields.JobRequired, signed: false);

    /// <summary>Whether a message is a job, for those who want no more of it. Safe from any thread.</summary>
    public static bool IsJob(in Record record) => new JobDecoder().TryDecode(record.Key, record.HasKey, record.Value, out _, out _);

    /// <param name="key">The message key, which must equal the client_id byte for byte.</param>
    /// <param name="hasKey">False where the message has no key (null).</param>
    /// <param name="payload">The message; the record's spans may lie in it.</param>
    /// <param name="record">The content, where the result is true.</param>
    /// <param name="rejection">What is wrong, where the result is false.</param>
    public bool TryDecode(
        ReadOnlySpan<byte> key, bool hasKey, ReadOnlySpan<byte> payload, out JobRecord record, out Rejection? rejection)
    {
        rejection = null;
        ServiceValues values = default;
        if (hasKey
            && payload.Length <= PayloadRules.BytesMax
            && _scan.TryScan(payload, ref values)
            && key.SequenceEqual(values.ClientId)
            && (Ascii.IsValid(payload) || PayloadRules.Check(payload) is null))
        {
            record = new JobRecord(values);
            return true;
        }

        bool taken = ShapeDecoder.TryDecode(TopicCatalogue.Jobs, key, hasKey, payload, out ShapedRecord? shaped, out rejection);
        record = taken ? new JobRecord(ServiceMapping.Job(shaped!)) : default;
        return taken;
    }
}
