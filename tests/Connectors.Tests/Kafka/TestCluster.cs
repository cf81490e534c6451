using Sluice.Connectors.Kafka;
using Sluice.Engine.Log;
using Sluice.Servers.Kafka;

namespace Sluice.Connectors.Tests.Kafka;

/// <summary>
/// The brokers of <c>SLUICE_TEST_KAFKA</c> where it is set, else a mock cluster in a process of its own. Tests keep apart
/// by a prefix.
/// </summary>
public class TestCluster : IAsyncLifetime
{
    private static int _prefixes;

    private MockBroker? _mock;
    private string _brokers = "";

    protected virtual bool MayBeReal => true;

    private bool IsMock => _mock is not null;

    public async Task InitializeAsync()
    {
        if (MayBeReal && Environment.GetEnvironmentVariable("SLUICE_TEST_KAFKA") is { Length: > 0 } brokers)
        {
            _brokers = brokers;
            return;
        }

        _mock = await MockBroker.StartAsync();
        _brokers = _mock.Brokers;
    }

    public Task DisposeAsync()
    {
        _mock?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Options under a prefix that no other test has.</summary>
    public KafkaOptions NewOptions() => new()
    {
        Brokers = _brokers,
        Prefix = $"t{Environment.ProcessId}-{Interlocked.Increment(ref _prefixes)}-",
        Administration = !IsMock,

        // The mock answers a fetch at the end of a partition when its time is over, not when a record comes.
        Properties = IsMock ? new Dictionary<string, string>(StringComparer.Ordinal) { ["fetch.wait.max.ms"] = "10" } : new(StringComparer.Ordinal),
        CreateTopic = IsMock ? CreateAsync : null,
    };

    /// <summary>Gives the mock a command.</summary>
    public async Task TellAsync(string command) => (await _mock!.AskAsync(command)).ShouldBe("ok");

    /// <summary>A topic that is there already is none of the mock's errors to tell: the checks that follow judge it.</summary>
    private Task CreateAsync(TopicSpec topic) => _mock!.TopicAsync(topic.Name, topic.Partitions);
}

/// <summary>Always the mock: a test that cuts the broker off.</summary>
public sealed class MockOnlyCluster : TestCluster
{
    protected override bool MayBeReal => false;
}
