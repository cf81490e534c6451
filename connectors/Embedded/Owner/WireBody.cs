using System.Text;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Owner;

/// <summary>The bodies of messages, as <see cref="BinaryWriter"/> writes their parts one after the other.</summary>
internal static class WireBody
{
    public static byte[] Of(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        write(writer);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The body is not what its kind says.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> body, Func<BinaryReader, T> read)
    {
        using var reader = new BinaryReader(new MemoryStream(body.ToArray()), Encoding.UTF8);
        try
        {
            return read(reader);
        }
        catch (Exception error) when (error is IOException or FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException("the body of a message is malformed", error);
        }
    }

    public static void Write(BinaryWriter writer, TopicSpec topic)
    {
        writer.Write(topic.Name);
        writer.Write(topic.Partitions);
        writer.Write(topic.RetentionBytes ?? -1);
    }

    public static TopicSpec ReadTopic(BinaryReader reader)
    {
        var (name, partitions, retention) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt64());
        return new TopicSpec(name, partitions, retention < 0 ? null : retention);
    }

    public static void Write(BinaryWriter writer, IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches)
    {
        writer.Write(batches.Count);
        foreach (var (target, records) in batches)
        {
            writer.Write(target.Topic);
            writer.Write(target.Partition);
            writer.Write(records.Count);
            writer.Write(records.Bytes.Length);
            writer.Write(records.Bytes.Span);
        }
    }

    public static List<(TopicPartition Target, AppendFrames Records)> ReadBatches(BinaryReader reader) => ReadList(reader, static r =>
    {
        var target = new TopicPartition(r.ReadString(), r.ReadInt32());
        var (count, length) = (r.ReadInt32(), r.ReadInt32());
        var bytes = r.ReadBytes(length);
        return bytes.Length == length ? (target, new AppendFrames(count, bytes)) : throw new EndOfStreamException();
    });

    /// <summary>Reads a counted list; the count is not trusted to size anything.</summary>
    public static List<T> ReadList<T>(BinaryReader reader, Func<BinaryReader, T> readOne)
    {
        var list = new List<T>();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            list.Add(readOne(reader));
        }

        return list;
    }

    public static void WriteList<T>(BinaryWriter writer, IReadOnlyList<T> list, Action<BinaryWriter, T> writeOne)
    {
        writer.Write(list.Count);
        foreach (var item in list)
        {
            writeOne(writer, item);
        }
    }
}
