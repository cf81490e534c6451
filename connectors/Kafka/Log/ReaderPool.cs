using Sluice.Connectors.Kafka.Clients;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Kafka.Log;

/// <summary>
/// The readers by partition. Callers' threads take a reader and the readers' own threads give it back, under one lock.
/// A read goes on with the reader that stands where it begins; so the live flow, a rerun and a person keep one each.
/// </summary>
internal sealed class ReaderPool(KafkaOptions options, ClientWatch watch) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TopicPartition, List<PartitionReader>> _idle = [];
    private readonly HashSet<PartitionReader> _all = [];
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _all.Count;
            }
        }
    }

    /// <summary>Reads with a reader that is free, or a new one.</summary>
    public Task<LogBatch> ReadAsync(TopicPartition source, ReadRequest request)
    {
        Take(source, request.From).Begin(request);
        return request.ResultAsync();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var reader in _all)
            {
                reader.Dispose();
            }

            _all.Clear();
            _idle.Clear();
        }
    }

    private PartitionReader Take(TopicPartition source, long from)
    {
        lock (_lock)
        {
            if (_closed)
            {
                throw new LogException($"{source} cannot be read: the log is closed");
            }

            var idle = IdleOf(source);
            var standing = idle.FindIndex(r => r.Next == from);
            if (standing < 0 && _all.Count(r => r.Source == source) >= KafkaLimits.ReadersPerPartition)
            {
                // The one unused for longest moves; when all are busy, one more lives as long as it is needed.
                standing = idle.Count > 0 ? 0 : -1;
            }

            if (standing >= 0)
            {
                var reader = idle[standing];
                idle.RemoveAt(standing);
                return reader;
            }

            var added = new PartitionReader(source, options, watch, GiveBack);
            _all.Add(added);
            return added;
        }
    }

    private void GiveBack(PartitionReader reader)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            reader.IdleSince = options.Time.GetTimestamp();
            IdleOf(reader.Source).Add(reader);
            Sweep();
        }
    }

    /// <summary>Closes what nobody has used for long, and what is above the bound.</summary>
    private void Sweep()
    {
        foreach (var idle in _idle.Values)
        {
            while (idle.Count > 0
                && (idle.Count > KafkaLimits.ReadersPerPartition || options.Time.GetElapsedTime(idle[0].IdleSince) > options.ReaderIdleMax))
            {
                idle[0].Dispose();
                _all.Remove(idle[0]);
                idle.RemoveAt(0);
            }
        }
    }

    private List<PartitionReader> IdleOf(TopicPartition source)
    {
        if (!_idle.TryGetValue(source, out var idle))
        {
            _idle[source] = idle = [];
        }

        return idle;
    }
}
