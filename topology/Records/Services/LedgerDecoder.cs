using System.Text;
using Sluice.Engine.Log;
using Sluice.Topology.Records.Scalars;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Records.Services;

/// <summary>
/// Decodes messages of the <c>ledger</c> topic, as <see cref="ReportDecoder"/> does those of reports: one pass without
/// allocation for a good record, <see cref="ShapeDecoder"/>'s judgement for any other. Owned by one thread.
/// </summary>
public sealed class LedgerDecoder
{
    private readonly ServiceScan _scan = new(ServiceFields.Ledger, ServiceFields.LedgerRequired, signed: true);

    /// <summary>Whether a message is a ledger entry, for those who want no more of it. Safe from any thread.</summary>
    public static bool IsEntry(in Record record) => new LedgerDecoder().TryDecode(record.Key, record.HasKey, record.Value, out _, out _);

    /// <param name="key">The message key, which must equal the client_id byte for byte.</param>
    /// <param name="hasKey">False where the message has no key (null).</param>
    /// <param name="payload">The message; the record's spans may lie in it.</param>
    /// <param name="record">The content, where the result is true.</param>
    /// <param name="rejection">What is wrong, where the result is false.</param>
    public bool TryDecode(
        ReadOnlySpan<byte> key, bool hasKey, ReadOnlySpan<byte> payload, out LedgerRecord record, out Rejection? rejection)
    {
        rejection = null;
        ServiceValues values = default;
        if (hasKey
            && payload.Length <= PayloadRules.BytesMax
            && _scan.TryScan(payload, ref values)
            && key.SequenceEqual(values.ClientId)
            && !values.Reverses.SequenceEqual(values.Id)
            && (Ascii.IsValid(payload) || PayloadRules.Check(payload) is null))
        {
            record = new LedgerRecord(values);
            return true;
        }

        record = default;
        if (!ShapeDecoder.TryDecode(TopicCatalogue.Ledger, key, hasKey, payload, out ShapedRecord? shaped, out rejection))
            return false;
        rejection = Itself(shaped!);
        if (rejection is null)
            record = new LedgerRecord(ServiceMapping.Entry(shaped!));
        return rejection is null;
    }

    private static Rejection? Itself(ShapedRecord entry)
    {
        string id = entry.Text("entry_id");
        if (!string.Equals(entry.OptionalText("reverses"), id, StringComparison.Ordinal))
            return null;
        string shown = Printable.Of(id);
        return new Rejection("reverses", shown, $"reverses must be another entry than the record's own, but is \"{shown}\"");
    }
}
