using Confluent.Kafka;
using Sluice.Engine.Log;
using TopicPartition = Sluice.Engine.Log.TopicPartition;

namespace Sluice.Connectors.Kafka.Log;

/// <summary>
/// One append on its way. The appender hands its records to the client one after the other; the client's thread reports
/// each of them. Done when every record handed over is reported.
/// </summary>
internal sealed class AppendRequest
{
    private readonly TaskCompletionSource<IReadOnlyList<long>> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long[] _firstOffsets;
    private readonly Lock _lock = new();
    private Error? _error;
    private bool _someMayStand;
    private int _open = 1;

    public AppendRequest(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel)
    {
        Batches = batches;
        Cancel = cancel;
        _firstOffsets = [.. batches.Select(_ => long.MaxValue)];
    }

    public IReadOnlyList<(TopicPartition Target, AppendFrames Records)> Batches { get; }

    /// <summary>Heeded until the first record is handed over.</summary>
    public CancellationToken Cancel { get; }

    public Task<IReadOnlyList<long>> Result => _result.Task;

    /// <summary>What the client calls for each record of a batch; one object for all of them.</summary>
    public Action<DeliveryReport<byte[]?, byte[]?>> ReportTo(int batch) => report => Reported(batch, report);

    /// <summary>One more record is handed over.</summary>
    public void Opened() => Interlocked.Increment(ref _open);

    /// <summary>The record just opened was refused at once; nothing of it was sent.</summary>
    public void Refused(Error error)
    {
        lock (_lock)
        {
            _error ??= error;
        }

        Closed();
    }

    /// <summary>One record, or the handing over as a whole, is done with.</summary>
    public void Closed()
    {
        if (Interlocked.Decrement(ref _open) > 0)
        {
            return;
        }

        if (_error is null)
        {
            _result.TrySetResult(_firstOffsets);
            return;
        }

        var targets = string.Join(", ", Batches.Select(b => b.Target).Distinct().Take(3));
        _result.TrySetException(KafkaFault.Of($"{targets} cannot be appended to", _error, _someMayStand));
    }

    /// <summary>The caller had given up before anything was handed over.</summary>
    public void GiveUp() => _result.TrySetCanceled(Cancel);

    public void Fail(Exception failure) => _result.TrySetException(failure);

    private void Reported(int batch, DeliveryReport<byte[]?, byte[]?> report)
    {
        lock (_lock)
        {
            if (report.Error.IsError)
            {
                _error ??= report.Error;
            }
            else
            {
                _firstOffsets[batch] = Math.Min(_firstOffsets[batch], report.Offset.Value);
            }

            _someMayStand |= report.Status != PersistenceStatus.NotPersisted;
        }

        Closed();
    }
}
