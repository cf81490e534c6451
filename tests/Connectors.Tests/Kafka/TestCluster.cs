using System.Collections.Concurrent;
using System.Diagnostics;
using Confluent.Kafka;
using Sluice.Connectors.Kafka;
using Sluice.Engine.Log;
using Sluice.Servers.Kafka;

namespace Sluice.Connectors.Tests.Kafka;

/// <summary>
/// The brokers of <c>SLUICE_TEST_KAFKA</c> where it is set, else a mock cluster in a process of its own. Tests keep apart
/// by a prefix; topics under it are deleted at the end.
/// </summary>
public class TestCluster : IAsyncLifetime
{
    private static int _prefixes;

    private readonly ConcurrentQueue<string> _given = new();
    private MockBroker? _mock;
    private string _brokers = "";

    protected virtual bool MayBeReal => true;

    private bool IsMock => _mock is not null;

    public async Task InitializeAsync()
    {
        if (MayBeReal && RealBroker.Address is { } brokers)
        {
            _brokers = brokers;
            return;
        }

        _mock = await MockBroker.StartAsync();
        _brokers = _mock.Brokers;
    }

    public async Task DisposeAsync()
    {
        if (!IsMock)
        {
            await CleanAsync();
        }

        _mock?.Dispose();
    }

    /// <summary>Options under a prefix that no other test has.</summary>
    public KafkaOptions NewOptions()
    {
        var prefix = $"t{Environment.ProcessId}-{Interlocked.Increment(ref _prefixes)}-";
        _given.Enqueue(prefix);
        return new()
        {
            Brokers = _brokers,
            Prefix = prefix,
            Administration = !IsMock,

            // The mock answers a fetch at the end of a partition when its time is over, not when a record comes.
            Properties = IsMock ? new Dictionary<string, string>(StringComparer.Ordinal) { ["fetch.wait.max.ms"] = "10" } : new(StringComparer.Ordinal),
            CreateTopic = IsMock ? CreateAsync : null,
        };
    }

    /// <summary>A client to do to topics what an operator does.</summary>
    internal IAdminClient Operator() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _brokers }).Build();

    /// <summary>Cuts the brokers off.</summary>
    public Task CutOffAsync() => IsMock ? TellAsync("down") : RunAsync(RealBroker.Down!);

    /// <summary>Brings them back, as they were.</summary>
    public Task BringBackAsync() => IsMock ? TellAsync("up") : RunAsync(RealBroker.Up!);

    private async Task TellAsync(string command) => (await _mock!.AskAsync(command)).ShouldBe("ok");

    /// <summary>A topic that is there already is none of the mock's errors to tell: the checks that follow judge it.</summary>
    private Task CreateAsync(TopicSpec topic) => _mock!.TopicAsync(topic.Name, topic.Partitions);

    private async Task CleanAsync()
    {
        using var admin = Operator();
        var topics = admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics.Select(t => t.Topic);
        var mine = topics.Where(t => _given.Any(p => t.StartsWith(p, StringComparison.Ordinal))).ToList();
        if (mine.Count > 0)
        {
            await admin.DeleteTopicsAsync(mine);
        }
    }

    private static async Task RunAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]))!;
        await shell.WaitForExitAsync();
        shell.ExitCode.ShouldBe(0, command);
    }
}

/// <summary>For tests that cut the brokers off: the mock, or brokers that the tests are told how to stop and start.</summary>
public sealed class StoppableCluster : TestCluster
{
    protected override bool MayBeReal => RealBroker.CanBeStopped;
}
