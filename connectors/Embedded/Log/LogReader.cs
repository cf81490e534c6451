using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Log;

/// <summary>Reads committed records, from memory at the tail, else from the file; any thread may read.</summary>
internal sealed class LogReader(TailCache cache, ReadPool readers, CancellationToken closed)
{
    public async ValueTask<LogBatch> ReadAsync(Partition source, long from, int maxRecords, int maxBytes, CancellationToken cancel)
    {
        var (before, missed) = (default(OffsetRange), false);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var growth = source.Growth;
            var range = source.Published;
            Check(source, from, range);
            if (from == range.End)
            {
                await WaitAsync(source, growth, cancel);
                continue;
            }

            var batch = FromCache(source, from, maxRecords, maxBytes, range.End)
                ?? await readers.RunAsync(c => FromFile(c, source, from, maxRecords, maxBytes, range.End), cancel);
            if (batch is not null)
            {
                return batch;
            }

            // Retention may have dropped it in between; a second miss with nothing changed is damage.
            if (missed && before == range)
            {
                throw new LogException($"{source.Name} lacks the record at offset {from}: the database is damaged");
            }

            (before, missed) = (range, true);
        }
    }

    private static void Check(Partition source, long from, OffsetRange range)
    {
        if (from < range.Start || from > range.End)
        {
            throw new LogException($"{source.Name} has the offsets {range.Start} up to {range.End}, not {from}");
        }
    }

    private async Task WaitAsync(Partition source, Task growth, CancellationToken cancel)
    {
        if (closed.IsCancellationRequested)
        {
            throw new LogException($"{source.Name} cannot be read: the database is closed");
        }

        await growth.WaitAsync(cancel);
    }

    private LogBatch? FromCache(Partition source, long from, int maxRecords, int maxBytes, long end)
    {
        var assembler = new BatchAssembler(source.Name, from, maxRecords, maxBytes);
        foreach (var chunk in cache.Find(source, from, maxRecords, maxBytes))
        {
            if (chunk.BaseOffset >= end || !assembler.TryAdd(chunk.BaseOffset, chunk.Count, chunk.Frames.Span))
            {
                break;
            }
        }

        return assembler.ToBatch();
    }

    private static LogBatch? FromFile(Connection connection, Partition source, long from, int maxRecords, int maxBytes, long end)
    {
        var assembler = new BatchAssembler(source.Name, from, maxRecords, maxBytes);
        using var query = connection.Prepare(
            """
            SELECT id, count, frames FROM log_segments
            WHERE id >= (SELECT max(id) FROM log_segments WHERE id BETWEEN ?1 AND ?2) AND id < ?3 ORDER BY id
            """);
        query.Bind(1, source.FirstId).Bind(2, source.FirstId + from).Bind(3, source.FirstId + end);
        var more = true;
        while (more && query.Step())
        {
            var (baseOffset, count) = (query.Integer(0) - source.FirstId, (int)query.Integer(1));
            more = (baseOffset > from || baseOffset + count > from) && assembler.TryAdd(baseOffset, count, query.Bytes(2));
        }

        return assembler.ToBatch();
    }
}
