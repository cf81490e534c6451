namespace Sluice.Servers.Kafka;

/// <summary>librdkafka's mock cluster in a process of its own. It keeps 5 MiB a partition and makes topics only when told here.</summary>
public sealed class MockBroker : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ChildProcess _process;

    private MockBroker(ChildProcess process, string brokers) => (_process, Brokers) = (process, brokers);

    /// <summary>Its address, <c>host:port</c>.</summary>
    public string Brokers { get; }

    /// <exception cref="InvalidOperationException">The client's library is missing.</exception>
    public static async Task<MockBroker> StartAsync()
    {
        var process = ChildProcess.Start("mock");
        var line = await process.ReadLineAsync() ?? "";
        if (line.Contains(':', StringComparison.Ordinal))
        {
            return new MockBroker(process, line);
        }

        process.Dispose();
        throw new InvalidOperationException("the mock cluster needs librdkafka1, gcc and libc6-dev");
    }

    /// <summary>Makes a topic; one that is there already stays as it is.</summary>
    public Task TopicAsync(string name, int partitions) => AskAsync($"topic {name} {partitions}");

    /// <summary>Gives it a command, such as <c>down</c>, and takes its answer: <c>ok</c>, or what went wrong.</summary>
    public async Task<string?> AskAsync(string command)
    {
        await _turn.WaitAsync();
        try
        {
            await _process.WriteLineAsync(command);
            return await _process.ReadLineAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _process.Dispose();
        _turn.Dispose();
    }
}
