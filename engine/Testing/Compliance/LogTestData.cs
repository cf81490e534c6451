using System.Text;
using Sluice.Engine.Log;

namespace Sluice.Engine.Testing.Compliance;

/// <summary>One record copied out of a batch.</summary>
public sealed record CopiedRecord(long Offset, long TimestampMs, byte[]? Key, byte[]? Value)
{
    /// <summary>What the record goes back to, as text; empty for nothing, or where the log does not give it back.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The value as text, for records made by <see cref="LogTestData.Numbered"/>.</summary>
    public string Text => Encoding.UTF8.GetString(Value ?? []);
}

/// <summary>Records to append, and ways to read them back whole.</summary>
public static class LogTestData
{
    public static AppendFrames Of(params (byte[]? Key, byte[]? Value)[] records)
    {
        var builder = new LogBatchBuilder();
        for (var i = 0; i < records.Length; i++)
        {
            var (key, value) = records[i];
            builder.Add(key is not null, key, value is not null, value, timestampMs: 1_700_000_000_000 + i);
        }

        return builder.Take();
    }

    /// <summary>Records with an origin each; null for none.</summary>
    public static AppendFrames WithOrigins(params (byte[]? Key, byte[]? Value, string? Origin)[] records)
    {
        var builder = new LogBatchBuilder();
        foreach (var (key, value, origin) in records)
        {
            builder.Add(key is not null, key, value is not null, value, timestampMs: 7, origin: Encoding.UTF8.GetBytes(origin ?? ""));
        }

        return builder.Take();
    }

    /// <summary>Records whose values are <c>name-0</c>, <c>name-1</c>, … with growing padding, so that sizes differ.</summary>
    public static AppendFrames Numbered(string name, int count, int from = 0)
    {
        var builder = new LogBatchBuilder();
        for (var i = from; i < from + count; i++)
        {
            builder.Add(Encoding.UTF8.GetBytes($"key-{i % 7}"), Encoding.UTF8.GetBytes(NumberedText(name, i)), timestampMs: i);
        }

        return builder.Take();
    }

    public static string NumberedText(string name, int number) => $"{name}-{number}:" + new string('x', number % 13);

    public static List<CopiedRecord> Copy(LogBatch batch)
    {
        var copies = new List<CopiedRecord>(batch.Count);
        for (var position = 0; position < batch.Bytes.Length;)
        {
            var origin = Encoding.UTF8.GetString(Frames.Origin(batch.Bytes.Span, position));
            var record = Frames.Read(batch.Bytes.Span, batch.BaseOffset, ref position);
            copies.Add(new CopiedRecord(
                record.Offset,
                record.TimestampMs,
                record.HasKey ? record.Key.ToArray() : null,
                record.HasValue ? record.Value.ToArray() : null)
            {
                Origin = origin,
            });
        }

        return copies;
    }

    /// <summary>Reads until <paramref name="count"/> records are there, following the batches' next offsets.</summary>
    public static async Task<List<CopiedRecord>> ReadAsync(
        ILog log, TopicPartition source, long from, int count, int maxRecords = 1000, int maxBytes = 1 << 20, CancellationToken cancel = default)
    {
        var records = new List<CopiedRecord>(count);
        while (records.Count < count)
        {
            var batch = await log.ReadAsync(source, from, maxRecords, maxBytes, cancel);
            records.AddRange(Copy(batch));
            from = batch.NextOffset;
        }

        return records;
    }
}
