using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Log;

/// <summary>Appends batches: all of them, or none. The frames are checked and cut by then.</summary>
internal sealed class AppendItem(IReadOnlyList<(Partition Target, List<AppendFrames> Parts)> batches, TailCache cache, CancellationToken cancel)
    : LogItem<IReadOnlyList<long>>(cancel)
{
    private readonly List<(Partition Partition, Extent Before)> _before = [];
    private readonly List<(Partition Partition, Chunk Chunk)> _chunks = [];

    public override long Weight { get; } = batches.Sum(b => b.Parts.Sum(p => (long)p.Bytes.Length + 64));

    public override void Apply(Connection connection)
    {
        _before.Clear();
        _chunks.Clear();
        var offsets = new long[batches.Count];
        for (var i = 0; i < offsets.Length; i++)
        {
            var target = batches[i].Target;
            offsets[i] = target.Pending.End;
            _before.Add((target, target.Pending));
            batches[i].Parts.ForEach(part => Append(connection, target, part));
            DropOldest(connection, target);
        }

        Result = offsets;
    }

    public override void Undo()
    {
        for (var i = _before.Count - 1; i >= 0; i--)
        {
            _before[i].Partition.Pending = _before[i].Before;
        }
    }

    public override void Publish()
    {
        _chunks.ForEach(c => cache.Add(c.Partition, c.Chunk));
        _before.ForEach(b => b.Partition.Publish());
    }

    private void Append(Connection connection, Partition target, AppendFrames part)
    {
        var extent = target.Pending;
        if (extent.End + part.Count > EmbeddedLimits.OffsetMax)
        {
            throw new LogException($"{target.Name} is full: it has taken {extent.End} records");
        }

        connection.Prepare("INSERT INTO log_segments (id, count, size, frames) VALUES (?, ?, ?, ?)")
            .Bind(1, target.FirstId + extent.End)
            .Bind(2, part.Count)
            .Bind(3, part.Bytes.Length)
            .BindBlob(4, part.Bytes.Span)
            .Run();
        _chunks.Add((target, new Chunk(extent.End, part.Count, part.Bytes)));
        target.Pending = extent with { End = extent.End + part.Count, Bytes = extent.Bytes + part.Bytes.Length };
    }

    /// <summary>Drops whole segments as long as the rest still holds what is to be retained; never the newest.</summary>
    private static void DropOldest(Connection connection, Partition target)
    {
        while (target.RetentionBytes is { } retained && target.Pending.Bytes > retained)
        {
            using var oldest = connection.Prepare("SELECT id, count, size FROM log_segments WHERE id >= ? ORDER BY id LIMIT 1");
            oldest.Bind(1, target.FirstId + target.Pending.Start).Step();
            var (id, end, size) = (oldest.Integer(0), oldest.Integer(0) - target.FirstId + oldest.Integer(1), oldest.Integer(2));
            oldest.Dispose();
            if (target.Pending.Bytes - size < retained || end == target.Pending.End)
            {
                return;
            }

            connection.Prepare("DELETE FROM log_segments WHERE id = ?").Bind(1, id).Run();
            target.Pending = target.Pending with { Start = end, Bytes = target.Pending.Bytes - size };
        }
    }
}
