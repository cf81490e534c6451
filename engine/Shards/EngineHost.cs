using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Shards;

/// <summary>
/// Runs a topology in this process over a log and a store: the shards it is assigned, the reference data, the outbox.
/// Members are called by one thread; the loops run on whatever scheduler that thread has.
/// </summary>
public sealed class EngineHost<TReference> : IAsyncDisposable
{
    private readonly Topology<TReference> _topology;
    private readonly ILog _log;
    private readonly IStore _store;
    private readonly EngineOptions _options;
    private readonly ReferenceReader<TReference> _reference;
    private readonly OutboxPublisher<TReference> _publisher;
    private readonly AdvanceTurn _turn = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SortedDictionary<int, RunningShard> _shards = [];
    private readonly List<Task> _loops = [];

    public EngineHost(Topology<TReference> topology, ILog log, IStore store, EngineOptions options)
    {
        _topology = topology;
        _log = log;
        _store = store;
        _options = options;
        _reference = new ReferenceReader<TReference>(topology, log, options);
        _publisher = new OutboxPublisher<TReference>(topology, log, store, options);
    }

    /// <summary>Pause and resume of inputs.</summary>
    public PauseGates Gates { get; } = new();

    /// <summary>The reference data as far as this process has read it; immutable, a new one after each change.</summary>
    public TReference Reference => _reference.View.Data;

    /// <summary>What each running shard has committed.</summary>
    public IReadOnlyList<ShardProgress> Progress => [.. _shards.Values.Select(s => s.Pump.Progress)];

    /// <summary>Makes topics and tables where they are missing, and starts the reference data and the outbox.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        foreach (var topic in _topology.ReferenceTopics)
        {
            await _log.EnsureTopicAsync(new TopicSpec(topic.Topic, Partitions: 1), cancel);
        }

        foreach (var stream in _topology.Streams)
        {
            await _log.EnsureTopicAsync(new TopicSpec(stream.Topic, _options.Shards), cancel);
        }

        await _store.PrepareAsync(_topology.Tables, cancel);
        await _publisher.PrepareAsync(cancel);
        _loops.Add(_reference.RunAsync(_stop.Token));
        _loops.Add(_publisher.RunAsync(_stop.Token));
    }

    /// <summary>Begins to run a shard; a no-op when it runs already.</summary>
    public void Assign(int shard)
    {
        if (_shards.TryGetValue(shard, out var running) && !running.Loop.IsCompleted)
        {
            return;
        }

        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var pump = new ShardPump<TReference>(shard, _topology, _log, _store, _reference, Gates, _turn, _options);
        _shards[shard] = new RunningShard(pump, stop, pump.RunAsync(stop.Token));
    }

    /// <summary>Stops a shard; returns when nothing of it is under way.</summary>
    public async Task RevokeAsync(int shard)
    {
        if (_shards.Remove(shard, out var running))
        {
            running.Stop.Cancel();
            await running.Loop;
            running.Stop.Dispose();
        }
    }

    /// <summary>Whether everything in the inputs is committed and the outbox is empty.</summary>
    public async Task<bool> IsIdleAsync(CancellationToken cancel)
    {
        foreach (var stream in _topology.Streams)
        {
            var offsets = await _log.OffsetsAsync(stream.Topic, cancel);
            if (_shards.Values.Any(s => s.Pump.Progress.Lag(new TopicPartition(stream.Topic, s.Pump.Progress.Shard), offsets[s.Pump.Progress.Shard].End) > 0))
            {
                return false;
            }
        }

        foreach (var node in _topology.ReferenceTopics)
        {
            var offsets = await _log.OffsetsAsync(node.Topic, cancel);
            for (var partition = 0; partition < offsets.Count; partition++)
            {
                var source = new TopicPartition(node.Topic, partition);
                if (_shards.Values.Any(s => s.Pump.Progress.Lag(source, offsets[source.Partition].End) > 0))
                {
                    return false;
                }
            }
        }

        return await _publisher.IsDrainedAsync(cancel);
    }

    /// <summary>Waits until the engine is idle: every input consumed and committed, every output published.</summary>
    public async Task WaitIdleAsync(CancellationToken cancel)
    {
        while (!await IsIdleAsync(cancel))
        {
            ThrowIfFailed();
            await Task.Delay(TimeSpan.FromMilliseconds(5), _options.Time, cancel);
        }
    }

    /// <summary>Runs until cancelled; throws what ended a loop that should not end.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            ThrowIfFailed();

            // The loop of a shard that was fenced has ended, and rightly: to wait for it would be no wait at all.
            var alive = _loops.Concat(_shards.Values.Select(s => s.Loop)).Where(l => !l.IsCompleted);
            await Task.WhenAny([.. alive, Task.Delay(TimeSpan.FromSeconds(1), _options.Time, cancel)]);
        }
    }

    /// <summary>Throws what ended a loop that should not end.</summary>
    public void ThrowIfFailed()
    {
        foreach (var loop in _loops.Concat(_shards.Values.Select(s => s.Loop)).Where(l => l.IsFaulted))
        {
            loop.GetAwaiter().GetResult();
        }
    }

    /// <summary>Stops everything; what is not committed is left for the next start. A second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        _stop.Cancel();
        foreach (var loop in _loops.Concat(_shards.Values.Select(s => s.Loop)))
        {
            try
            {
                await loop;
            }
            catch (Exception)
            {
                // Whoever ran the engine has seen it through Failed or ThrowIfFailed; here everything only has to end.
            }
        }

        _stop.Dispose();
    }

    private sealed record RunningShard(ShardPump<TReference> Pump, CancellationTokenSource Stop, Task Loop);
}
