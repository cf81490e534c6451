using Sluice.Engine.Log;

namespace Sluice.Engine.Testing.Memory;

/// <summary>
/// A log in memory. It stands for the disk, so it outlives the engines that use it: disposing ends the reads that
/// wait and nothing else. One lock guards all of it; no call waits while holding it.
/// </summary>
public sealed class InMemoryLog : ILog
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, (TopicSpec Spec, InMemoryPartition[] Partitions)> _topics = new(StringComparer.Ordinal);

    /// <summary>False stands for a log to which others write too, who may place keys otherwise.</summary>
    public bool PlacesKeys { get; init; } = true;

    /// <summary>Topics that take nothing for now, as while an operator works on them: appends are refused, and leave no offsets unused.</summary>
    public IReadOnlySet<string> Closed { get; set; } = new HashSet<string>();

    public async ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel)
    {
        if (topic.Partitions is < 1 or > Limits.PartitionsMax)
        {
            throw new LogException($"topic {topic.Name}: {topic.Partitions} partitions, a topic has 1 to {Limits.PartitionsMax}");
        }

        var existing = await Ask(
            () =>
            {
                _topics.TryAdd(topic.Name, (topic, [.. Enumerable.Range(0, topic.Partitions).Select(_ => new InMemoryPartition(topic.RetentionBytes))]));
                return _topics[topic.Name].Partitions.Length;
            },
            cancel);
        if (existing != topic.Partitions)
        {
            throw new LogException($"topic {topic.Name} has {existing} partitions, not {topic.Partitions}") { NeedsDecision = true };
        }
    }

    public ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel) =>
        Ask<IReadOnlyList<TopicSpec>>(() => [.. _topics.Values.Select(t => t.Spec)], cancel);

    public async ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel)
    {
        Invariant.Check(maxRecords > 0, "a read asks for at least one record");
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            TaskCompletionSource more;
            lock (_gate)
            {
                var partition = Partition(source);
                if (fromOffset < partition.Range.Start || fromOffset > partition.Range.End)
                {
                    throw new LogException($"{source} holds offsets {partition.Range.Start} to {partition.Range.End}, not {fromOffset}");
                }

                if (partition.Read(source, fromOffset, maxRecords, maxBytes) is { } batch)
                {
                    return batch;
                }

                more = partition.Waiter();
            }

            await WaitAsync(more, source, cancel);
        }
    }

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) =>
        Ask<IReadOnlyList<OffsetRange>>(() => [.. Topic(topic).Select(p => p.Range)], cancel);

    public ValueTask<IReadOnlyList<long>> AppendAsync(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel) =>
        Ask<IReadOnlyList<long>>(
            () =>
            {
                // All targets are looked up before the first is written, so that a wrong one leaves nothing behind.
                var targets = batches.Select(b => Open(b.Target)).ToList();
                return [.. targets.Select((target, i) => target.Append(batches[i].Records))];
            },
            cancel);

    /// <summary>Leaves offsets unused at the end of a partition, as a broker's own markers do.</summary>
    public void SkipOffsets(TopicPartition target, int count)
    {
        lock (_gate)
        {
            if (!Closed.Contains(target.Topic))
            {
                Partition(target).Skip(count);
            }
        }
    }

    /// <summary>Deletes a topic, as an operator does; whoever waits for its records is refused.</summary>
    public void DropTopic(string name)
    {
        List<TaskCompletionSource> waiting;
        lock (_gate)
        {
            waiting = [.. Topic(name).SelectMany(p => p.TakeWaiters())];
            _topics.Remove(name);
        }

        waiting.ForEach(w => w.TrySetException(new LogException($"no topic {name}")));
    }

    /// <summary>A copy of what some topics hold now, as a backup or mirror has it.</summary>
    public LogBackup BackUp(Func<string, bool> isWanted)
    {
        lock (_gate)
        {
            return new LogBackup(_topics.Where(t => isWanted(t.Key))
                .ToDictionary(t => t.Key, t => (t.Value.Spec, (IReadOnlyList<InMemoryPartition.Image>)[.. t.Value.Partitions.Select(p => p.Copy())])));
        }
    }

    /// <summary>Lets the topics of a backup hold what it says, and nothing that came since.</summary>
    public void Restore(LogBackup backup)
    {
        lock (_gate)
        {
            foreach (var (name, (spec, images)) in backup.Topics)
            {
                _topics.TryAdd(name, (spec, [.. images.Select(_ => new InMemoryPartition(spec.RetentionBytes))]));
                for (var i = 0; i < images.Count; i++)
                {
                    _topics[name].Partitions[i].Put(images[i]);
                }
            }
        }
    }

    /// <summary>Loses the records of a partition outside of the given offsets (end exclusive), acknowledged ones too.</summary>
    public void Cut(TopicPartition source, long start, long end)
    {
        lock (_gate)
        {
            var partition = Partition(source);
            partition.Put(partition.Copy().Between(start, end));
        }
    }

    public ValueTask DisposeAsync()
    {
        List<TaskCompletionSource> waiting;
        lock (_gate)
        {
            waiting = [.. _topics.Values.SelectMany(t => t.Partitions).SelectMany(p => p.TakeWaiters())];
        }

        waiting.ForEach(w => w.TrySetException(new ObjectDisposedException(nameof(InMemoryLog))));
        return default;
    }

    /// <summary>Answers under the lock; what is thrown reaches the caller when it awaits, as from a log that does I/O.</summary>
    private ValueTask<TResult> Ask<TResult>(Func<TResult> answer, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TResult>(cancel);
        }

        try
        {
            lock (_gate)
            {
                return new(answer());
            }
        }
        catch (Exception refusal)
        {
            return ValueTask.FromException<TResult>(refusal);
        }
    }

    /// <summary>Waits without <c>Task.WaitAsync</c>, which would go on in another thread.</summary>
    private async Task WaitAsync(TaskCompletionSource more, TopicPartition source, CancellationToken cancel)
    {
        await using var registration = cancel.UnsafeRegister(static (m, token) => ((TaskCompletionSource)m!).TrySetCanceled(token), more);
        try
        {
            await more.Task;
        }
        finally
        {
            lock (_gate)
            {
                if (_topics.TryGetValue(source.Topic, out var topic))
                {
                    topic.Partitions[source.Partition].Forget(more);
                }
            }
        }
    }

    private InMemoryPartition Open(TopicPartition target) =>
        Closed.Contains(target.Topic) ? throw new LogException($"topic {target.Topic} takes no records for now") : Partition(target);

    private InMemoryPartition Partition(TopicPartition source)
    {
        var partitions = Topic(source.Topic);
        return source.Partition >= 0 && source.Partition < partitions.Length
            ? partitions[source.Partition]
            : throw new LogException($"topic {source.Topic} has {partitions.Length} partitions, no {source.Partition}");
    }

    private InMemoryPartition[] Topic(string name) =>
        _topics.TryGetValue(name, out var topic) ? topic.Partitions : throw new LogException($"no topic {name}");
}
