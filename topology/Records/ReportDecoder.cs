using System.Text;
using Sluice.Engine.Log;
using Sluice.Topology.Records.Scalars;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Records;

/// <summary>
/// Decodes messages of the <c>reports</c> topic. Owned by one thread: escaped text is undone in a buffer that the next
/// record overwrites. A good record is read in one pass without allocation; whatever that pass does not take goes to
/// <see cref="ShapeDecoder"/>, whose judgement and words are the only ones.
/// </summary>
public sealed class ReportDecoder
{
    private readonly UnescapeBuffer _unescaped = new();

    /// <summary>Whether a message is a report, for those who want no more of it. Safe from any thread.</summary>
    public static bool IsReport(in Record record) => new ReportDecoder().TryDecode(record.Key, record.HasKey, record.Value, out _, out _);

    /// <param name="key">The message key, which must equal the client_id byte for byte.</param>
    /// <param name="hasKey">False where the message has no key (null).</param>
    /// <param name="payload">The message; the record's spans may lie in it.</param>
    /// <param name="record">The content, where the result is true.</param>
    /// <param name="rejection">What is wrong, where the result is false.</param>
    public bool TryDecode(
        ReadOnlySpan<byte> key,
        bool hasKey,
        ReadOnlySpan<byte> payload,
        out ReportRecord record,
        out Rejection? rejection)
    {
        record = default;
        rejection = null;
        if (hasKey
            && payload.Length <= PayloadRules.BytesMax
            && TryScan(payload, ref record)
            && key.SequenceEqual(record.ClientId)
            && (Ascii.IsValid(payload) || PayloadRules.Check(payload) is null))
        {
            return true;
        }

        record = default;
        if (!ShapeDecoder.TryDecode(TopicCatalogue.Reports, key, hasKey, payload, out ShapedRecord? shaped, out rejection))
            return false;
        record = ReportMapping.ToReport(shaped!);
        return true;
    }

    private bool TryScan(ReadOnlySpan<byte> payload, ref ReportRecord record)
    {
        _unescaped.Reset();
        record.Revision = 1;
        var scanner = new FlatScanner(payload);
        var met = ReportFields.None;
        if (!scanner.TryTake((byte)'{'))
            return false;
        do
        {
            if (!scanner.TryString(out ReadOnlySpan<byte> name, out _) || !scanner.TryTake((byte)':'))
                return false;
            ReportFields field = ReportFieldNames.Find(name);
            if (field == ReportFields.None || (met & field) != ReportFields.None)
                return false;
            met |= field;
            bool absent = (field & ReportFields.Required) == ReportFields.None && scanner.TryNull();
            if (!absent && !TryValue(field, ref scanner, ref record))
                return false;
        }
        while (scanner.TryTake((byte)','));

        return scanner.TryTake((byte)'}') && scanner.AtEnd && (met & ReportFields.Required) == ReportFields.Required;
    }

    private bool TryValue(ReportFields field, scoped ref FlatScanner scanner, ref ReportRecord record)
    {
        switch (field)
        {
            case ReportFields.ReportId:
                return scanner.TryCode(_unescaped, out record.ReportId) && !TextRules.IsBlank(record.ReportId);
            case ReportFields.ClientId:
                return scanner.TryCode(_unescaped, out record.ClientId) && !TextRules.IsBlank(record.ClientId);
            case ReportFields.ProviderId:
                return scanner.TryCode(_unescaped, out record.ProviderId) && !TextRules.IsBlank(record.ProviderId);
            case ReportFields.Modality:
                return scanner.TryCode(_unescaped, out record.Modality) && !TextRules.IsBlank(record.Modality);
            case ReportFields.BodyPart:
                return scanner.TryCode(_unescaped, out record.BodyPart);
            case ReportFields.Priority:
                return scanner.TryCode(_unescaped, out ReadOnlySpan<byte> word) && TryPriority(word, out record.Priority);
            case ReportFields.Images:
                return FlatValues.TryWhole(scanner.Bare(), out record.Images) && record.Images >= 0;
            case ReportFields.CompletedAt:
                return scanner.TryCode(_unescaped, out ReadOnlySpan<byte> instant) && InstantText.TryParse(instant, out record.CompletedAtTicks);
            case ReportFields.Revision:
                return FlatValues.TryWhole(scanner.Bare(), out record.Revision) && record.Revision >= 1;
            case ReportFields.Cancelled:
                return FlatValues.TryFlag(scanner.Bare(), out record.Cancelled);
            default:
                return false;
        }
    }

    private static bool TryPriority(ReadOnlySpan<byte> word, out Priority priority)
    {
        priority = word.Length switch
        {
            7 => Priority.Routine,
            6 => Priority.Urgent,
            _ => Priority.Stat,
        };
        return word.SequenceEqual(priority switch
        {
            Priority.Routine => "ROUTINE"u8,
            Priority.Urgent => "URGENT"u8,
            _ => "STAT"u8,
        });
    }
}
