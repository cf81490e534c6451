using System.Threading.Channels;
using Confluent.Kafka;
using Sluice.Connectors.Kafka.Clients;
using Sluice.Engine.Log;
using TopicPartition = Sluice.Engine.Log.TopicPartition;

namespace Sluice.Connectors.Kafka.Log;

/// <summary>
/// One loop alone hands records to one idempotent producer, in the order the appends came in, so that a batch's records
/// lie together and every partition keeps the callers' order. Acknowledgements come on the client's thread.
/// </summary>
internal sealed class Appender : IAsyncDisposable
{
    /// <summary>The header that holds a record's origin, for those who read a topic by their own means.</summary>
    public const string OriginHeader = "sluice-origin";

    private static readonly TimeSpan FullPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan IntroductionMax = TimeSpan.FromSeconds(1);

    private readonly KafkaOptions _options;
    private readonly ClientWatch _watch;
    private readonly Channel<AppendRequest> _requests = Channel.CreateBounded<AppendRequest>(KafkaLimits.QueuedAppendsMax);
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _loop;
    private readonly HashSet<string> _introduced = new(StringComparer.Ordinal);
    private IProducer<byte[]?, byte[]?>? _producer;
    private volatile bool _producerIsDead;

    public Appender(KafkaOptions options, ClientWatch watch)
    {
        _options = options;
        _watch = watch;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Appends; a caller that gives up on the way does not know the outcome.</summary>
    public async ValueTask<IReadOnlyList<long>> AppendAsync(AppendRequest request)
    {
        try
        {
            await _requests.Writer.WriteAsync(request, request.Cancel);
        }
        catch (ChannelClosedException)
        {
            throw new LogException("nothing can be appended: the log is closed");
        }

        await using var closing = _closed.Token.UnsafeRegister(
            static r => ((AppendRequest)r!).Fail(new LogException("the log was closed before the brokers acknowledged the append", outcomeUnknown: true)),
            request);
        var offsets = await request.Result.WaitAsync(request.Cancel);
        _watch.Answered();
        return offsets;
    }

    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _loop;
        await Task.Run(DropProducer);
        await _closed.CancelAsync();
        _closed.Dispose();
    }

    private async Task RunAsync()
    {
        await foreach (var request in _requests.Reader.ReadAllAsync())
        {
            if (request.Cancel.IsCancellationRequested)
            {
                request.GiveUp();
                continue;
            }

            try
            {
                var producer = Producer();
                await IntroduceAsync(request, producer);
                await HandOverAsync(request, producer);
                request.Closed();
            }
            catch (Exception failure)
            {
                request.Fail(failure as LogException ?? new LogException($"nothing can be appended: {failure.Message}", outcomeUnknown: true, failure));
            }
        }
    }

    /// <summary>
    /// Makes the producer ask for a topic's leaders before its first record. Left to itself, librdkafka 2.0 looks for the
    /// leaders of new topics once a second, and the first append to each topic waits for that. Where no broker answers,
    /// the append itself says so.
    /// </summary>
    private async Task IntroduceAsync(AppendRequest request, IProducer<byte[]?, byte[]?> producer)
    {
        foreach (var topic in request.Batches.Select(b => _options.Prefix + b.Target.Topic).Where(_introduced.Add).ToList())
        {
            try
            {
                using var admin = new DependentAdminClientBuilder(producer.Handle).Build();
                await Task.Run(() => admin.GetMetadata(topic, IntroductionMax));
            }
            catch (KafkaException)
            {
                _introduced.Remove(topic);
            }
        }
    }

    private async Task HandOverAsync(AppendRequest request, IProducer<byte[]?, byte[]?> producer)
    {
        for (var i = 0; i < request.Batches.Count; i++)
        {
            var (target, frames) = request.Batches[i];
            var to = new Confluent.Kafka.TopicPartition(_options.Prefix + target.Topic, target.Partition);
            var report = request.ReportTo(i);
            var position = 0;
            for (var record = 0; record < frames.Count; record++)
            {
                var message = Next(frames, ref position);
                request.Opened();
                while (TryProduce(producer, to, message, report, request) is false)
                {
                    await Task.Delay(FullPause, _options.Time);
                }
            }
        }
    }

    /// <summary>False when the client holds all it may: the brokers are behind.</summary>
    private static bool TryProduce(
        IProducer<byte[]?, byte[]?> producer,
        Confluent.Kafka.TopicPartition to,
        Message<byte[]?, byte[]?> message,
        Action<DeliveryReport<byte[]?, byte[]?>> report,
        AppendRequest request)
    {
        try
        {
            producer.Produce(to, message, report);
            return true;
        }
        catch (ProduceException<byte[]?, byte[]?> failure)
        {
            if (failure.Error.Code == ErrorCode.Local_QueueFull)
            {
                return false;
            }

            request.Refused(failure.Error);
            return true;
        }
    }

    private static Message<byte[]?, byte[]?> Next(AppendFrames frames, ref int position)
    {
        var origin = Frames.Origin(frames.Bytes.Span, position);
        var record = Frames.Read(frames.Bytes.Span, 0, ref position);
        return new Message<byte[]?, byte[]?>
        {
            Key = record.HasKey ? record.Key.ToArray() : null,
            Value = record.HasValue ? record.Value.ToArray() : null,
            Timestamp = new Timestamp(record.TimestampMs, TimestampType.CreateTime),
            Headers = origin.IsEmpty ? null : new Headers { { OriginHeader, origin.ToArray() } },
        };
    }

    /// <summary>The producer; a new one after an error that it cannot get over, such as a lost sequence.</summary>
    private IProducer<byte[]?, byte[]?> Producer()
    {
        if (_producerIsDead)
        {
            DropProducer();
        }

        return _producer ??= ClientFactory.Build(() => new ProducerBuilder<byte[]?, byte[]?>(ClientConfigs.Producer(_options))
            .SetErrorHandler((_, error) => Heard(error))
            .SetLogHandler(static (_, _) => { })
            .SetStatisticsHandler((p, json) => _watch.Statistics(p.Name, json))
            .Build());
    }

    private void Heard(Error error)
    {
        _producerIsDead |= error.IsFatal;
        _watch.Error(error);
    }

    private void DropProducer()
    {
        if (_producer is { } producer)
        {
            // What is under way is reported first, as far as the brokers answer.
            producer.Flush(_options.RequestTimeout);
            _watch.Gone(producer.Name);
            producer.Dispose();
            _introduced.Clear();
            (_producer, _producerIsDead) = (null, false);
        }
    }
}
