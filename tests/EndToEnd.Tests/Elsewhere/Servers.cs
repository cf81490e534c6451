using Sluice.Servers.Kafka;
using Sluice.Servers.Postgres;
using Sluice.Topology;

namespace Sluice.EndToEnd.Tests.Elsewhere;

/// <summary>A PostgreSQL server and a Kafka cluster for tests that keep apart by a database and a prefix of their own.</summary>
public sealed class Servers : IAsyncLifetime
{
    public const int Shards = 4;

    private static int _places;

    private TestServer _postgres = null!;

    public MockBroker Kafka { get; private set; } = null!;

    public int PostgresPort => _postgres.Port;

    /// <summary>What a process needs to know of a mock cluster: it makes no topics, and answers at a partition's end when its time is over.</summary>
    public static IReadOnlyDictionary<string, string> KafkaVariables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["SLUICE_KAFKA_ADMINISTRATION"] = "false",
        ["SLUICE_KAFKA_FETCH_WAIT_MAX_MS"] = "10",
    };

    public async Task InitializeAsync()
    {
        _postgres = await TestServer.Shared;
        Kafka = await MockBroker.StartAsync();
    }

    public Task DisposeAsync()
    {
        Kafka.Dispose();
        return Task.CompletedTask;
    }

    public Task<string> NewDatabaseAsync() => _postgres.NewDatabaseAsync();

    /// <summary>An address whose topics are all there and empty.</summary>
    public Task<string> NewLogAsync() => NewLogAsync(Kafka);

    public static async Task<string> NewLogAsync(MockBroker kafka)
    {
        var prefix = $"e{Interlocked.Increment(ref _places)}-";
        foreach (var (topic, partitions) in Topics)
        {
            await kafka.TopicAsync(prefix + topic, partitions);
        }

        return $"kafka://{kafka.Brokers}/{prefix}";
    }

    private static IEnumerable<(string Topic, int Partitions)> Topics
    {
        get
        {
            var graph = FinanceTopology.Build(new BooksSettings());
            return
            [
                .. graph.ReferenceTopics.Select(t => (t.Topic, 1)),
                .. graph.Streams.Select(t => (t.Topic, Shards)),
                .. graph.Tables.Where(t => t.Outbox).Select(t => (t.Name, Shards)),
                ("control", 1),
                ("sluice-shards", Shards),
            ];
        }
    }
}

[CollectionDefinition(Name)]
public sealed class ServersCollection : ICollectionFixture<Servers>
{
    public const string Name = "servers";
}
