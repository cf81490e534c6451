using Confluent.Kafka;
using Sluice.EndToEnd.Tests.Elsewhere;
using Sluice.Servers.Kafka;

namespace Sluice.EndToEnd.Tests.Scale.Parts;

/// <summary>The brokers of <c>SLUICE_TEST_KAFKA</c>, whose topics of this test are deleted at the end, or a mock cluster.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private static readonly string? s_real = Environment.GetEnvironmentVariable("SLUICE_TEST_KAFKA") is { Length: > 0 } given ? given : null;

    private readonly MockBroker? _mock;

    private Cluster(MockBroker? mock, string address) => (_mock, Address) = (mock, address);

    public static bool IsReal => s_real is not null;

    /// <summary>With the prefix of the test's own.</summary>
    public string Address { get; }

    /// <summary>What a process has to be told of it.</summary>
    public IReadOnlyDictionary<string, string> Variables => _mock is null ? new Dictionary<string, string>() : Elsewhere.Servers.KafkaVariables;

    /// <summary>Real brokers where they are given.</summary>
    public static async Task<Cluster> StartAsync() =>
        s_real is null ? await StartMockAsync() : new Cluster(mock: null, $"kafka://{s_real}/scale{Guid.NewGuid():N}-");

    /// <summary>A mock cluster in any case: one that may be cut off.</summary>
    public static async Task<Cluster> StartMockAsync()
    {
        var mock = await MockBroker.StartAsync();
        return new Cluster(mock, await Elsewhere.Servers.NewLogAsync(mock));
    }

    /// <summary>Closes every connection, and takes none until it is back.</summary>
    public async Task CutOffAsync() => (await _mock!.AskAsync("down")).ShouldBe("ok");

    public async Task BringBackAsync() => (await _mock!.AskAsync("up")).ShouldBe("ok");

    public async ValueTask DisposeAsync()
    {
        if (_mock is not null)
        {
            _mock.Dispose();
            return;
        }

        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = s_real }).Build();
        var prefix = Address[(Address.LastIndexOf('/') + 1)..];
        var mine = admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics.Select(t => t.Topic).Where(t => t.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (mine.Count > 0)
        {
            await admin.DeleteTopicsAsync(mine);
        }
    }
}
