using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Connectors.Kafka.Log;

namespace Sluice.Connectors.Kafka.Clients;

/// <summary>
/// Asks the brokers about topics and offsets, over one connection that reads nothing. Safe for concurrent callers: the
/// client is, and its blocking calls run on the thread pool, each bounded by the request timeout.
/// </summary>
internal sealed class ControlClient : IDisposable
{
    private readonly KafkaOptions _options;
    private readonly ClientWatch _watch;
    private readonly IConsumer<Ignore, Ignore> _consumer;
    private readonly IAdminClient _admin;
    private readonly Attempts _attempts;
    private readonly Lock _hearing = new();
    private volatile Error? _refusal;

    public ControlClient(KafkaOptions options, ClientWatch watch)
    {
        _options = options;
        _watch = watch;
        _attempts = new Attempts(options);

        // A consumer's handle: a producer's would make a topic by asking for it, where brokers allow that.
        _consumer = ClientFactory.Build(() => new ConsumerBuilder<Ignore, Ignore>(ClientConfigs.Control(options))
            .SetErrorHandler((_, error) => Heard(error))
            .SetLogHandler(static (_, _) => { })
            .Build());
        _admin = ClientFactory.Build(() => new DependentAdminClientBuilder(_consumer.Handle).Build());
    }

    /// <summary>All topics of the cluster and their partitions.</summary>
    public Task<List<TopicMetadata>> TopicsAsync(CancellationToken cancel) =>
        AskAsync("the topics cannot be listed", () => _admin.GetMetadata(_options.RequestTimeout).Topics, cancel);

    /// <summary>How many brokers the cluster has.</summary>
    public Task<int> BrokersAsync(CancellationToken cancel) =>
        AskAsync("the brokers cannot be listed", () => _admin.GetMetadata(_options.RequestTimeout).Brokers.Count, cancel);

    /// <summary>First and next offset of each partition of a topic.</summary>
    public async Task<WatermarkOffsets[]> OffsetsAsync(string topic, int partitions, CancellationToken cancel) =>
        await Task.WhenAll(Enumerable.Range(0, partitions).Select(p => AskAsync(
            $"the offsets of {topic}/{p} cannot be read",
            () => _consumer.QueryWatermarkOffsets(new TopicPartition(topic, new Partition(p)), _options.RequestTimeout),
            cancel)));

    /// <summary>Asks for a topic; the client's exceptions come through.</summary>
    public Task CreateAsync(TopicSpecification topic, CancellationToken cancel) => _attempts.RunAsync(
        async () =>
        {
            await _admin.CreateTopicsAsync([topic], new CreateTopicsOptions { RequestTimeout = _options.RequestTimeout }).WaitAsync(cancel);
            return true;
        },
        cancel);

    /// <summary>A topic's settings by name; the client's exceptions come through.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SettingsAsync(string topic, CancellationToken cancel)
    {
        var resource = new ConfigResource { Type = ResourceType.Topic, Name = topic };
        var ask = new DescribeConfigsOptions { RequestTimeout = _options.RequestTimeout };
        var described = await _attempts.RunAsync(() => _admin.DescribeConfigsAsync([resource], ask).WaitAsync(cancel), cancel);
        return described[0].Entries.Values.ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal);
    }

    public void Dispose()
    {
        _admin.Dispose();
        _consumer.Dispose();
    }

    private async Task<T> AskAsync<T>(string what, Func<T> ask, CancellationToken cancel)
    {
        try
        {
            // Some of the library's calls heed the socket's timeout alone.
            var answer = await _attempts.RunAsync(() => Task.Run(ask, cancel).WaitAsync(_options.RequestTimeout * 2, _options.Time, cancel), cancel);
            _refusal = null;
            _watch.Answered();
            return answer;
        }
        catch (TimeoutException failure)
        {
            throw KafkaFault.Of(what, new Error(ErrorCode.Local_TimedOut), inner: failure);
        }
        catch (KafkaException failure)
        {
            Hear();
            throw KafkaFault.Of(what, _refusal ?? failure.Error, inner: failure);
        }
    }

    /// <summary>The client tells its errors when it is polled; that the credentials are refused, nowhere else.</summary>
    private void Hear()
    {
        lock (_hearing)
        {
            try
            {
                _consumer.Consume(TimeSpan.FromMilliseconds(KafkaLimits.PollMs));
            }
            catch (Exception told) when (told is KafkaException or ObjectDisposedException)
            {
                // What a poll throws is the same trouble again.
            }
        }
    }

    private void Heard(Error error)
    {
        if (error.Code is ErrorCode.Local_Authentication or ErrorCode.Local_Ssl)
        {
            _refusal = error;
        }

        _watch.Error(error);
    }
}
