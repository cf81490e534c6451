using System.Threading.Channels;
using Sluice.Connectors.Embedded.Sqlite;

namespace Sluice.Connectors.Embedded.Writing;

/// <summary>
/// One thread owns the only writing connection: it takes everything queued, applies it as one transaction in order of
/// arrival, commits once, then shows and completes the writes in that order. Any thread may queue.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private readonly Channel<WriteItem> _queue = Channel.CreateBounded<WriteItem>(
        new BoundedChannelOptions(EmbeddedLimits.QueuedWritesMax) { SingleReader = true });

    private readonly GroupCommit _commit;
    private readonly Task _thread;

    public Writer(GroupCommit commit)
    {
        _commit = commit;
        _thread = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Queues the write at once where there is room, and waits for its outcome.</summary>
    public async ValueTask<T> RunAsync<T>(WriteItem<T> item)
    {
        item.Cancel.ThrowIfCancellationRequested();
        try
        {
            if (!_queue.Writer.TryWrite(item))
            {
                await _queue.Writer.WriteAsync(item, item.Cancel);
            }
        }
        catch (ChannelClosedException)
        {
            item.Fail(new EmbeddedException("the database is closed"));
        }

        return await item.Done;
    }

    /// <summary>Finishes what is queued, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _thread;
    }

    private void Run()
    {
        var group = new List<WriteItem>(EmbeddedLimits.GroupWritesMax);
        while (WaitForItem())
        {
            Collect(group);
            _commit.Run(group);
            group.Clear();
        }

        _commit.Dispose();
    }

    private bool WaitForItem()
    {
        var waiting = _queue.Reader.WaitToReadAsync();
        return waiting.IsCompleted ? waiting.Result : waiting.AsTask().GetAwaiter().GetResult();
    }

    private void Collect(List<WriteItem> group)
    {
        var weight = 0L;
        while (group.Count < EmbeddedLimits.GroupWritesMax && weight < EmbeddedLimits.GroupBytesMax && _queue.Reader.TryRead(out var item))
        {
            group.Add(item);
            weight += item.Weight;
        }
    }
}
