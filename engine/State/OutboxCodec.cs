using System.Text;
using Sluice.Engine.Outputs;

namespace Sluice.Engine.State;

/// <summary>
/// The changed keys of one commit as a blob: a format byte, then table by table its name, the number of its keys and of
/// its key columns, and the values, each behind a byte for its kind.
/// </summary>
public static class OutboxCodec
{
    private const byte Format = 1;

    private enum Kind : byte
    {
        Null,
        Text,
        Integer,
        Instant,
        Bytes,
    }

    /// <summary>The keys of outbox tables among the changes, each once; empty when there are none.</summary>
    public static byte[] Encode(IReadOnlyList<RowChange> rows)
    {
        var tables = rows.Where(r => r.Table.Outbox).GroupBy(r => r.Table.Name).ToList();
        if (tables.Count == 0)
        {
            return [];
        }

        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Format);
        writer.Write7BitEncodedInt(tables.Count);
        foreach (var table in tables)
        {
            var keyColumns = table.First().Table.KeyColumns;
            var keys = table.Select(r => r.Values.Length == keyColumns ? r.Values : r.Values[..keyColumns]).Distinct(KeyComparer.Instance).ToList();
            writer.Write(table.Key);
            writer.Write7BitEncodedInt(keys.Count);
            writer.Write7BitEncodedInt(keyColumns);
            keys.ForEach(key => Array.ForEach(key, value => Write(writer, value)));
        }

        writer.Flush();
        return bytes.ToArray();
    }

    public static IReadOnlyList<(string Table, object?[] Key)> Decode(ReadOnlySpan<byte> bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
        if (reader.ReadByte() != Format)
        {
            throw new StoreException("the outbox was written by a newer program: use that one");
        }

        var keys = new List<(string, object?[])>();
        for (var tables = reader.Read7BitEncodedInt(); tables > 0; tables--)
        {
            var (name, count, columns) = (reader.ReadString(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
            for (; count > 0; count--)
            {
                var key = new object?[columns];
                for (var i = 0; i < columns; i++)
                {
                    key[i] = Read(reader);
                }

                keys.Add((name, key));
            }
        }

        return keys;
    }

    private static void Write(BinaryWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.Write((byte)Kind.Null);
                break;
            case string text:
                writer.Write((byte)Kind.Text);
                writer.Write(text);
                break;
            case long number:
                writer.Write((byte)Kind.Integer);
                writer.Write(number);
                break;
            case DateTimeOffset at:
                writer.Write((byte)Kind.Instant);
                writer.Write(at.UtcTicks);
                break;
            case byte[] bytes:
                writer.Write((byte)Kind.Bytes);
                writer.Write7BitEncodedInt(bytes.Length);
                writer.Write(bytes);
                break;
            default:
                throw new StoreException($"a key cannot hold a {value.GetType().Name}");
        }
    }

    private static object? Read(BinaryReader reader) => (Kind)reader.ReadByte() switch
    {
        Kind.Null => null,
        Kind.Text => reader.ReadString(),
        Kind.Integer => reader.ReadInt64(),
        Kind.Instant => new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
        Kind.Bytes => reader.ReadBytes(reader.Read7BitEncodedInt()),
        var unknown => throw new StoreException($"the outbox holds a value of the unknown kind {unknown}"),
    };
}
