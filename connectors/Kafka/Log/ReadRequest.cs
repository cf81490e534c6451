using Sluice.Engine.Log;

namespace Sluice.Connectors.Kafka.Log;

/// <summary>One read that waits for its reader.</summary>
internal sealed record ReadRequest(long From, int MaxRecords, int MaxBytes, CancellationToken Cancel)
{
    private readonly TaskCompletionSource<LogBatch> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the batch, with what is wrong, or as soon as the caller gives up.</summary>
    public async Task<LogBatch> ResultAsync()
    {
        await using var registration = Cancel.UnsafeRegister(static (r, token) => ((TaskCompletionSource<LogBatch>)r!).TrySetCanceled(token), _result);
        return await _result.Task;
    }

    /// <summary>Hands over the batch; its bytes go back when nobody waits any more.</summary>
    public void Complete(LogBatch batch)
    {
        if (!_result.TrySetResult(batch))
        {
            batch.Release();
        }
    }

    public void Fail(Exception failure) => _result.TrySetException(failure);

    public void GiveUp() => _result.TrySetCanceled();
}
