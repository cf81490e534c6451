using System.Collections.Concurrent;
using Confluent.Kafka;
using Sluice.Connectors.Kafka.Clients;
using Sluice.Engine.Log;
using TopicPartition = Sluice.Engine.Log.TopicPartition;

namespace Sluice.Connectors.Kafka.Log;

/// <summary>
/// One consumer on one partition, with a thread of its own that alone touches it: it takes a request, reads, gives itself
/// back and only then answers. Between requests the client fetches ahead on its own threads, up to its bounds.
/// </summary>
internal sealed class PartitionReader : IDisposable
{
    private const long Nowhere = long.MinValue;

    private readonly TopicPartition _source;
    private readonly Confluent.Kafka.TopicPartition _assigned;
    private readonly KafkaOptions _options;
    private readonly ClientWatch _watch;
    private readonly Action<PartitionReader> _giveBack;
    private readonly RecordBuffer _buffer = new();
    private readonly IConsumer<Written, Written> _consumer;
    private readonly BlockingCollection<ReadRequest> _requests = new(boundedCapacity: 1);
    private readonly Thread _thread;
    private long _next = Nowhere;

    public PartitionReader(TopicPartition source, KafkaOptions options, ClientWatch watch, Action<PartitionReader> giveBack)
    {
        _source = source;
        _assigned = new Confluent.Kafka.TopicPartition(options.Prefix + source.Topic, source.Partition);
        _options = options;
        _watch = watch;
        _giveBack = giveBack;
        _consumer = ClientFactory.Build(() => new ConsumerBuilder<Written, Written>(ClientConfigs.Reader(options))
            .SetKeyDeserializer(_buffer)
            .SetValueDeserializer(_buffer)
            .SetErrorHandler((_, error) => watch.Error(error))
            .SetLogHandler(static (_, _) => { })
            .SetStatisticsHandler((c, json) => watch.Statistics(c.Name, json))
            .Build());
        _thread = new Thread(Run) { IsBackground = true, Name = $"kafka {source}" };
        _thread.Start();
    }

    public TopicPartition Source => _source;

    /// <summary>Where the next read goes on without a seek; read by the pool while this lies in it.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>When it was given back last.</summary>
    public long IdleSince { get; set; }

    /// <summary>Hands over a request; the reader must be idle.</summary>
    public void Begin(ReadRequest request)
    {
        try
        {
            _requests.Add(request);
        }
        catch (Exception closed) when (closed is InvalidOperationException or ObjectDisposedException)
        {
            // The log was closed since this reader was taken.
            request.Fail(new LogException($"{_source} cannot be read: the log is closed"));
        }
    }

    /// <summary>Ends the thread and the connection; does not wait for them.</summary>
    public void Dispose() => _requests.CompleteAdding();

    private void Run()
    {
        foreach (var request in _requests.GetConsumingEnumerable())
        {
            LogBatch? batch = null;
            Exception? failure = null;
            try
            {
                batch = Read(request);
            }
            catch (Exception error)
            {
                // Whatever it was, the next read begins with a seek and the checks that go with it.
                _buffer.Clear();
                Volatile.Write(ref _next, Nowhere);
                failure = error is KafkaException kafka ? KafkaFault.Of($"{_source} cannot be read at offset {request.From}", kafka) : error;
            }

            _giveBack(this);
            if (batch is not null)
            {
                request.Complete(batch);
            }
            else if (failure is not null)
            {
                request.Fail(failure);
            }
            else
            {
                request.GiveUp();
            }
        }

        _watch.Gone(_consumer.Name);
        _consumer.Dispose();
        _requests.Dispose();
    }

    /// <summary>The batch, or null when the caller gave up.</summary>
    private LogBatch? Read(ReadRequest request)
    {
        _buffer.Begin(request.MaxBytes);
        if (request.From != _next)
        {
            Seek(request.From);
        }

        var (next, wait) = (_buffer.Count > 0 ? request.From + 1 : request.From, KafkaLimits.PollMs);
        while (_buffer.Count < request.MaxRecords)
        {
            var result = _consumer.Consume(_buffer.Count > 0 ? 0 : wait);
            if (result is null || result.IsPartitionEOF)
            {
                // The end lies behind a gap where the log holds markers of transactions there, or records that were aborted.
                next = result is null ? next : Math.Max(next, result.Offset.Value);
                if (_buffer.Count > 0 || next > request.From)
                {
                    break;
                }

                if (request.Cancel.IsCancellationRequested || _requests.IsAddingCompleted)
                {
                    return null;
                }

                continue;
            }

            next = result.Offset.Value;
            if (!_buffer.TryAccept(next, Math.Max(0, result.Message.Timestamp.UnixTimestampMs)))
            {
                break;
            }

            next++;
        }

        Volatile.Write(ref _next, next);
        return _buffer.Count > 0 ? _buffer.Take(_source, next) : LogBatch.Gap(_source, next);
    }

    private void Seek(long from)
    {
        _buffer.Clear();
        var marks = _consumer.QueryWatermarkOffsets(_assigned, _options.RequestTimeout);
        _watch.Answered();
        if (from < marks.Low.Value || from > marks.High.Value)
        {
            throw new LogException(OutsideWords(from, marks)) { NeedsDecision = true };
        }

        _consumer.Assign(new TopicPartitionOffset(_assigned, from));
    }

    private string OutsideWords(long from, WatermarkOffsets marks)
    {
        var state = $"{_source} has the offsets {marks.Low.Value} up to {marks.High.Value}, not {from}";
        return from < marks.Low.Value
            ? $"{state}: records that were not read yet have been dropped by the topic's retention"
            : $"{state}: the topic is shorter than it was, perhaps made anew";
    }
}
