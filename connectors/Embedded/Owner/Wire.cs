using System.Buffers.Binary;

namespace Sluice.Connectors.Embedded.Owner;

/// <summary>
/// Messages between clients and the owner: length of what follows (int32), version (byte), kind (byte), number
/// (int32; an answer bears its request's), body. Little-endian.
/// </summary>
internal static class Wire
{
    public const byte Version = 1;

    /// <summary>Bytes of one message: four of the log's largest reads, and a bound for what a broken peer may claim.</summary>
    public const int MessageBytesMax = 16 << 20;

    private const int HeaderBytes = 10;

    /// <summary>Reads a message; null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The peer does not speak this protocol.</exception>
    public static async ValueTask<Message?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var header = new byte[HeaderBytes];
        var read = await stream.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancel);
        if (read == 0)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (read < HeaderBytes || length < HeaderBytes - 4 || length > MessageBytesMax)
        {
            throw new InvalidDataException("a message is cut short, or too long");
        }

        if (header[4] != Version)
        {
            throw new InvalidDataException($"the peer speaks version {header[4]} of the protocol, this program {Version}: use the same program for both");
        }

        var body = new byte[length - (HeaderBytes - 4)];
        await stream.ReadExactlyAsync(body, cancel);
        return new Message((MessageKind)header[5], BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(6)), body);
    }

    /// <summary>Writes a message as one write.</summary>
    public static ValueTask WriteAsync(Stream stream, Message message, CancellationToken cancel)
    {
        var bytes = new byte[HeaderBytes + message.Body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - 4);
        bytes[4] = Version;
        bytes[5] = (byte)message.Kind;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(6), message.Number);
        message.Body.Span.CopyTo(bytes.AsSpan(HeaderBytes));
        return stream.WriteAsync(bytes, cancel);
    }
}

/// <summary>One request or answer.</summary>
internal sealed record Message(MessageKind Kind, int Number, ReadOnlyMemory<byte> Body);

/// <summary>What a message asks for or answers; the numbers are the protocol's.</summary>
internal enum MessageKind : byte
{
    EnsureTopic = 1,
    Topics = 2,
    Offsets = 3,
    Append = 4,
    Call = 5,

    Done = 100,
    LogRefused = 101,
    LogUnknown = 102,
    Refused = 103,
}
