using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Log;

/// <summary>Creates a topic where it is missing.</summary>
internal sealed class EnsureTopicItem(Catalog catalog, TopicSpec spec, CancellationToken cancel) : LogItem<bool>(cancel)
{
    private long? _createdId;

    public override void Apply(Connection connection)
    {
        _createdId = null;
        if (!Exists(connection))
        {
            _createdId = Create(connection);
        }
    }

    public override void Publish()
    {
        if (_createdId is { } id)
        {
            catalog.Add(new Topic(id, spec));
        }
    }

    private bool Exists(Connection connection)
    {
        using var query = connection.Prepare("SELECT partitions FROM log_topics WHERE name = ?");
        if (!query.Bind(1, spec.Name).Step())
        {
            return false;
        }

        Check(spec, (int)query.Integer(0));
        return true;
    }

    /// <exception cref="LogException">The topic has another number of partitions.</exception>
    public static void Check(TopicSpec wanted, int partitions)
    {
        if (partitions != wanted.Partitions)
        {
            throw new LogException($"topic {wanted.Name} has {partitions} partitions, not {wanted.Partitions}: their number is fixed once records lie in them")
            {
                NeedsDecision = true,
            };
        }
    }

    private long Create(Connection connection)
    {
        using var last = connection.Prepare("SELECT coalesce(max(id), 0) FROM log_topics");
        last.Step();
        var id = last.Integer(0) + 1;
        if (id > EmbeddedLimits.TopicsMax)
        {
            throw new LogException($"the embedded log holds at most {EmbeddedLimits.TopicsMax} topics");
        }

        using var insert = connection.Prepare("INSERT INTO log_topics (id, name, partitions, retention_bytes) VALUES (?, ?, ?, ?)");
        insert.Bind(1, id).Bind(2, spec.Name).Bind(3, spec.Partitions);
        _ = spec.RetentionBytes is { } bytes ? insert.Bind(4, bytes) : insert.BindNull(4);
        insert.Run();
        return id;
    }
}
