using System.Threading.Channels;
using Sluice.Engine.Log;
using Sluice.Engine.Reference;
using Sluice.Engine.State;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Shards;

/// <summary>
/// Reads every reference topic from its beginning, for the whole process. One loop a partition reads; a single loop
/// alone appends to the history and answers questions about its past; shards take the immutable view.
/// </summary>
internal sealed class ReferenceReader<TReference>(Topology<TReference> topology, ILog log, EngineOptions options)
{
    private readonly Retry _retry = new(options, "reference topics", salt: -1);
    private readonly ReferenceHistory<TReference> _history = new(topology.Reference);
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<Work> _work = Channel.CreateBounded<Work>(16);

    // Touched by the appending loop only.
    private readonly List<Work> _questions = [];

    /// <summary>Completes once everything that stood in the topics at the start is in the view.</summary>
    public Task CaughtUp => _caughtUp.Task;

    public ReferenceView<TReference> View => _history.Current;

    /// <summary>Raised on the appending loop after each new view.</summary>
    public event Action? Changed;

    /// <summary>
    /// The data as of positions that some process has committed. Another process may have read further than this one:
    /// then the answer waits until this one has read as far.
    /// </summary>
    public async Task<TReference> AtAsync(Positions positions, CancellationToken cancel)
    {
        var answer = new TaskCompletionSource<TReference>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _work.Writer.WriteAsync(new Work(null, positions, answer), cancel);
        await answer.Task.OrCancelAsync(cancel);
        return await answer.Task;
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        var ends = new Dictionary<TopicPartition, long>();
        foreach (var node in topology.ReferenceTopics)
        {
            var offsets = await _retry.RunAsync(() => log.OffsetsAsync(node.Topic, cancel), cancel);
            for (var partition = 0; partition < offsets.Count; partition++)
            {
                ends[new TopicPartition(node.Topic, partition)] = offsets[partition].End;
            }
        }

        var loops = ends.Keys.Select(source => ReadAsync(source, cancel)).Append(FoldAsync(ends, cancel)).ToList();
        await await Task.WhenAny(loops);
    }

    private async Task ReadAsync(TopicPartition source, CancellationToken cancel)
    {
        for (var next = 0L; ;)
        {
            var from = next;
            var batch = await _retry.RunAsync(() => log.ReadAsync(source, from, options.BatchRecords, Limits.BatchBytesMax, cancel), cancel);
            next = batch.NextOffset;
            await _work.Writer.WriteAsync(new Work(batch, null, null), cancel);
        }
    }

    private async Task FoldAsync(Dictionary<TopicPartition, long> ends, CancellationToken cancel)
    {
        NoteCaughtUp(ends);
        while (await _work.Reader.WaitToReadAsync(cancel))
        {
            while (_work.Reader.TryRead(out var work))
            {
                Take(work, ends);
            }
        }
    }

    private void Take(Work work, Dictionary<TopicPartition, long> ends)
    {
        if (work.Batch is not null)
        {
            _history.Append(work.Batch);
            work.Batch.Release();
            NoteCaughtUp(ends);
            Changed?.Invoke();
        }
        else
        {
            _questions.Add(work);
        }

        foreach (var question in _questions.FindAll(q => ends.Keys.All(s => View.Positions[s] >= q.Positions![s])))
        {
            _questions.Remove(question);
            question.Answer!.SetResult(_history.At(question.Positions!));
        }
    }

    private void NoteCaughtUp(Dictionary<TopicPartition, long> ends)
    {
        if (ends.All(e => View.Positions[e.Key] >= e.Value))
        {
            _caughtUp.TrySetResult();
        }
    }

    private sealed record Work(LogBatch? Batch, Positions? Positions, TaskCompletionSource<TReference>? Answer);
}
