using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Sluice.Topology.Records.Shapes;

/// <summary>What every message must be before a look at its JSON: of bearable size, UTF-8, without a byte order mark.</summary>
public static class PayloadRules
{
    /// <summary>Most bytes of a message: 1 MiB, the default limit of Kafka's brokers.</summary>
    public const int BytesMax = Engine.Limits.PayloadBytesMax;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Why the message cannot be read, or null where it can.</summary>
    public static Rejection? Check(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > BytesMax)
            return new Rejection(null, $"{payload.Length} bytes", $"the message has {payload.Length} bytes; at most {BytesMax} (1 MiB) are allowed");
        if (payload.IsEmpty)
            return new Rejection(null, null, "the message is empty (a tombstone or no content): a record must be a JSON object");
        if (Ascii.IsValid(payload))
            return null;
        if (!Utf8.IsValid(payload))
            return NotUtf8(payload);
        int mark = payload.IndexOf(ByteOrderMark);
        return mark < 0
            ? null
            : new Rejection(null, "U+FEFF", $"the message holds a byte order mark (U+FEFF) at byte {mark}: remove it");
    }

    private static Rejection NotUtf8(ReadOnlySpan<byte> payload)
    {
        int at = 0;
        OperationStatus status;
        int length;
        while ((status = Rune.DecodeFromUtf8(payload[at..], out _, out length)) == OperationStatus.Done)
            at += length;
        string bytes = Convert.ToHexString(payload.Slice(at, length));
        return status == OperationStatus.NeedMoreData
            ? new Rejection(null, bytes, $"the message ends in the middle of a UTF-8 character at byte {at} (0x{bytes}): it is truncated")
            : new Rejection(null, bytes, $"the message is not UTF-8: 0x{bytes} at byte {at} is no character");
    }
}
