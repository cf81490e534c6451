using System.Collections.Immutable;
using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Log;

/// <summary>The topics and their partitions: replaced whole by the writer's thread, read by any.</summary>
internal sealed class Catalog
{
    private ImmutableSortedDictionary<string, Topic> _topics = ImmutableSortedDictionary.Create<string, Topic>(StringComparer.Ordinal);

    public IEnumerable<Topic> Topics => Volatile.Read(ref _topics).Values;

    public Topic? Find(string name) => Volatile.Read(ref _topics).GetValueOrDefault(name);

    /// <exception cref="LogException">No such topic.</exception>
    public Topic Get(string name) => Find(name) ?? throw new LogException($"there is no topic {name}");

    /// <exception cref="LogException">No such topic or partition.</exception>
    public Partition Get(TopicPartition source)
    {
        var partitions = Get(source.Topic).Partitions;
        return source.Partition >= 0 && source.Partition < partitions.Count
            ? partitions[source.Partition]
            : throw new LogException($"topic {source.Topic} has no partition {source.Partition}, only 0 to {partitions.Count - 1}");
    }

    public void Add(Topic topic) => Volatile.Write(ref _topics, _topics.SetItem(topic.Spec.Name, topic));

    /// <summary>Takes over what the database holds, which is more than known where a commit's outcome was not.</summary>
    public void Load(Connection connection)
    {
        using var query = connection.Prepare("SELECT id, name, partitions, retention_bytes FROM log_topics");
        while (query.Step())
        {
            var spec = new TopicSpec(query.Text(1), (int)query.Integer(2), query.IsNull(3) ? null : query.Integer(3));
            var topic = Find(spec.Name) ?? new Topic(query.Integer(0), spec);
            foreach (var partition in topic.Partitions)
            {
                partition.Pending = ReadExtent(connection, partition);
                partition.Publish();
            }

            Add(topic);
        }
    }

    private static Extent ReadExtent(Connection connection, Partition partition)
    {
        var (first, last) = (partition.FirstId, partition.FirstId + EmbeddedLimits.OffsetMax);
        using var ends = connection.Prepare(
            """
            SELECT (SELECT min(id) FROM log_segments WHERE id BETWEEN ?1 AND ?2),
                   (SELECT id + count FROM log_segments WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC LIMIT 1)
            """);
        ends.Bind(1, first).Bind(2, last).Step();
        if (ends.IsNull(0))
        {
            return default;
        }

        var extent = new Extent(ends.Integer(0) - first, ends.Integer(1) - first, Bytes: 0);
        if (partition.RetentionBytes is null)
        {
            return extent;
        }

        using var size = connection.Prepare("SELECT sum(size) FROM log_segments WHERE id BETWEEN ?1 AND ?2");
        size.Bind(1, first).Bind(2, last).Step();
        return extent with { Bytes = size.Integer(0) };
    }
}

/// <summary>A topic of the catalog.</summary>
internal sealed class Topic(long id, TopicSpec spec)
{
    public TopicSpec Spec { get; } = spec;

    public IReadOnlyList<Partition> Partitions { get; } =
    [
        .. Enumerable.Range(0, spec.Partitions).Select(p => new Partition(new TopicPartition(spec.Name, p), SegmentId.First(id, p), spec.RetentionBytes)),
    ];
}
