using System.Text;
using Sluice.Engine.Log;
using Sluice.Topology.Money;
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
    private const int PlainDigitsMax = 15;

    private byte[] _unescaped = [];
    private int _used;

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
        _used = 0;
        record.Revision = 1;
        var scanner = new ReportScanner(payload);
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

    private bool TryValue(ReportFields field, scoped ref ReportScanner scanner, ref ReportRecord record)
    {
        switch (field)
        {
            case ReportFields.ReportId:
                return TryCode(ref scanner, out record.ReportId) && !TextRules.IsBlank(record.ReportId);
            case ReportFields.ClientId:
                return TryCode(ref scanner, out record.ClientId) && !TextRules.IsBlank(record.ClientId);
            case ReportFields.ProviderId:
                return TryCode(ref scanner, out record.ProviderId) && !TextRules.IsBlank(record.ProviderId);
            case ReportFields.Modality:
                return TryCode(ref scanner, out record.Modality) && !TextRules.IsBlank(record.Modality);
            case ReportFields.BodyPart:
                return TryCode(ref scanner, out record.BodyPart);
            case ReportFields.Priority:
                return TryCode(ref scanner, out ReadOnlySpan<byte> word) && TryPriority(word, out record.Priority);
            case ReportFields.Images:
                return TryWhole(scanner.Bare(), out record.Images) && record.Images >= 0;
            case ReportFields.CompletedAt:
                return TryCode(ref scanner, out ReadOnlySpan<byte> instant) && InstantText.TryParse(instant, out record.CompletedAtTicks);
            case ReportFields.Revision:
                return TryWhole(scanner.Bare(), out record.Revision) && record.Revision >= 1;
            case ReportFields.Cancelled:
                return TryFlag(scanner.Bare(), out record.Cancelled);
            default:
                return false;
        }
    }

    private bool TryCode(scoped ref ReportScanner scanner, out ReadOnlySpan<byte> text)
    {
        if (!scanner.TryString(out text, out bool plain))
            return false;
        return (plain || (TryUnescape(ref text) && TextRules.Forbidden(text, freeText: false) is null))
            && text.Length <= TextRules.CodeBytesMax;
    }

    private bool TryUnescape(ref ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'\\'))
            return true;

        // Spans of this record over an outgrown buffer stay good: they keep it alive.
        if (_unescaped.Length - _used < text.Length)
        {
            _unescaped = new byte[Math.Max(text.Length, 2 * _unescaped.Length)];
            _used = 0;
        }

        Span<byte> target = _unescaped.AsSpan(_used);
        if (!JsonEscapes.TryUnescape(text, target, out int length))
            return false;
        text = target[..length];
        _used += length;
        return true;
    }

    private static bool TryWhole(ReadOnlySpan<byte> number, out long value)
    {
        value = 0;
        bool plain = number.Length is > 0 and <= PlainDigitsMax && (number[0] != '0' || number.Length == 1);
        for (int i = 0; plain && i < number.Length; i++)
        {
            int digit = number[i] - '0';
            plain = digit is >= 0 and <= 9;
            value = (value * 10) + digit;
        }

        if (plain)
            return true;
        if (NumberText.TryParse(number, out Int128 scaled) != NumberFault.None || scaled % Scaled.One != 0)
            return false;
        value = (long)(scaled / Scaled.One);
        return true;
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

    private static bool TryFlag(ReadOnlySpan<byte> word, out bool flag)
    {
        flag = word.SequenceEqual("true"u8);
        return flag || word.SequenceEqual("false"u8);
    }
}
