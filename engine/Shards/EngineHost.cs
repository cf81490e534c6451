using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Shards.Membership;
using Sluice.Engine.State;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Shards;

/// <summary>
/// Runs a topology in this process over a log and a store: the shards it has, the reference data, the outbox. Several
/// processes share the shards out by a membership, whose changes the host carries out for as long as it runs; without one
/// the caller assigns shards. Members are called by one thread, or for looking by any; the loops run on whatever
/// scheduler the starting thread has.
/// </summary>
public sealed class EngineHost<TReference> : IAsyncDisposable
{
    /// <summary>The shard whose process works off the outbox and decides commands, so that one process does it.</summary>
    private const int PublishingShard = 0;

    private readonly ShardEdges<TReference> _edges;
    private readonly OutboxPublisher<TReference> _publisher;
    private readonly Coordinator<TReference>? _coordinator;
    private readonly PauseWatch<TReference>? _pauses;
    private readonly IShardMembership? _membership;
    private readonly MembershipLoop<TReference>? _sharing;
    private readonly ShardSet<TReference> _shards;
    private readonly Retry _retry;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];

    /// <param name="topology">What to run.</param>
    /// <param name="log">Where the inputs lie and the outputs go; stays open.</param>
    /// <param name="store">Where the shards stand; stays open.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="membership">Who shares the shards out among processes, and is left when the host ends; null where the caller assigns them.</param>
    public EngineHost(Topology<TReference> topology, ILog log, IStore store, EngineOptions options, IShardMembership? membership = null)
    {
        _edges = new ShardEdges<TReference>(topology, log, store, new ReferenceReader<TReference>(topology, log, options), options);
        _publisher = new OutboxPublisher<TReference>(topology, log, store, options);
        _coordinator = topology.Commands is { } book ? new Coordinator<TReference>(_edges, book) : null;
        _pauses = topology.Commands is null ? null : new PauseWatch<TReference>(_edges);
        _retry = new Retry(options, "engine", salt: -3);
        _shards = new ShardSet<TReference>(_edges, _stop.Token);
        _membership = membership;
        _sharing = membership is null ? null : new MembershipLoop<TReference>(membership, _shards, options);
    }

    /// <summary>Pause and resume of inputs.</summary>
    public PauseGates Gates => _edges.Gates;

    /// <summary>The reference data as far as this process has read it; immutable, a new one after each change.</summary>
    public TReference Reference => _edges.Reference.View.Data;

    /// <summary>Whether this process has read all that stood in the reference topics when it started.</summary>
    public bool HasReadReference => _edges.Reference.CaughtUp.IsCompletedSuccessfully;

    /// <summary>What each running shard has committed.</summary>
    public IReadOnlyList<ShardProgress> Progress => [.. _shards.All.Select(s => s.Pump.Progress)];

    /// <summary>Records committed by this process, those of shards included that others have by now.</summary>
    public long Records => _shards.Records;

    /// <summary>
    /// Makes topics and tables where they are missing, and starts the reference data, the outbox and the membership.
    /// </summary>
    /// <exception cref="LogException">A topic cannot be made, or is not as it must be.</exception>
    /// <exception cref="StoreException">A table cannot be made, or is not as it must be.</exception>
    public async Task StartAsync(CancellationToken cancel)
    {
        var topology = _edges.Topology;
        var topics = topology.ReferenceTopics.Select(t => new TopicSpec(t.Topic, Partitions: 1))
            .Concat(topology.Streams.Select(s => new TopicSpec(s.Topic, _edges.Options.Shards)))
            .Concat(topology.Commands is null ? [] : [ControlTopic.Spec]);
        foreach (var topic in topics)
        {
            await StartAsync(() => _edges.Log.EnsureTopicAsync(topic, cancel), cancel);
        }

        await StartAsync(() => _edges.Store.PrepareAsync(topology.Tables, cancel), cancel);
        await StartAsync(() => new ValueTask(_publisher.PrepareAsync(cancel)), cancel);
        await (_pauses?.LookAsync(cancel) ?? Task.CompletedTask);
        _loops.Add(_edges.Reference.RunAsync(_stop.Token));
        _loops.Add(_publisher.RunAsync(() => _shards.Has(PublishingShard), _stop.Token));
        if (_coordinator is not null)
        {
            _loops.Add(_coordinator.RunAsync(() => _shards.Has(PublishingShard), _stop.Token));
            _loops.Add(_pauses!.RunAsync(_stop.Token));
        }

        if (_sharing is not null)
        {
            _loops.Add(_sharing.RunAsync(_stop.Token));
        }
    }

    /// <summary>Begins to run a shard; a no-op when it runs already. For hosts without a membership.</summary>
    public void Assign(int shard)
    {
        Invariant.Check(_membership is null, "where there is a membership, it alone assigns shards");
        _shards.Assign(shard);
    }

    /// <summary>
    /// Stops a shard; returns when nothing of it is under way. What is computed may still commit, for
    /// <see cref="EngineOptions.DrainTimeout"/> at most. For hosts without a membership.
    /// </summary>
    public Task RevokeAsync(int shard)
    {
        Invariant.Check(_membership is null, "where there is a membership, it alone revokes shards");
        return _shards.RevokeAsync(shard, isLost: false);
    }

    /// <summary>
    /// Whether everything in the inputs of this process's shards is committed, and what they committed is published; where
    /// it decides commands, whether all have ended. With a membership not before it has given this process a shard.
    /// </summary>
    public async Task<bool> IsIdleAsync(CancellationToken cancel)
    {
        // First: what a command comes to is an input and an output of what is looked at afterwards.
        if (_coordinator is not null && _shards.Has(PublishingShard)
            && !await _retry.RunAsync(() => ControlIdle.IsIdleAsync(_edges.Log, _edges.Store, cancel), cancel))
        {
            return false;
        }

        var all = Progress;
        foreach (var stream in _edges.Topology.Streams)
        {
            var offsets = await OffsetsAsync(stream.Topic, cancel);
            if (all.Any(p => p.Lag(new TopicPartition(stream.Topic, p.Shard), offsets[p.Shard].End) > 0))
            {
                return false;
            }
        }

        foreach (var node in _edges.Topology.ReferenceTopics)
        {
            var offsets = await OffsetsAsync(node.Topic, cancel);
            for (var partition = 0; partition < offsets.Count; partition++)
            {
                var source = new TopicPartition(node.Topic, partition);
                if (all.Any(p => p.Lag(source, offsets[source.Partition].End) > 0))
                {
                    return false;
                }
            }
        }

        return _sharing is not { HasBegun: false } && await _publisher.IsDrainedAsync(IsPublishedHere, cancel);
    }

    /// <summary>Waits until the engine is idle: every input of its shards consumed and committed, every output published.</summary>
    public async Task WaitIdleAsync(CancellationToken cancel)
    {
        while (!await IsIdleAsync(cancel))
        {
            ThrowIfFailed();
            await Task.Delay(TimeSpan.FromMilliseconds(5), _edges.Options.Time, cancel);
        }
    }

    /// <summary>Runs until cancelled; throws what ended a loop that should not end.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            ThrowIfFailed();

            // A loop that has ended rightly, as the membership's when it was left, is no reason to look again at once.
            var alive = Loops.Where(l => !l.IsCompleted);
            await Task.WhenAny([.. alive, Task.Delay(TimeSpan.FromSeconds(1), _edges.Options.Time, cancel)]);
        }
    }

    /// <summary>Throws what ended a loop that should not end.</summary>
    public void ThrowIfFailed()
    {
        foreach (var loop in Loops.Where(l => l.IsFaulted || (l.IsCanceled && !_stop.IsCancellationRequested)))
        {
            loop.GetAwaiter().GetResult();
        }

        _sharing?.ThrowIfRefused();
        _shards.ThrowIfFailed();
    }

    /// <summary>
    /// Leaves the membership, so that others get the shards at once, and stops everything; what is not committed is left
    /// for the next start. A second call does nothing.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await LeaveAsync();
        _stop.Cancel();
        foreach (var loop in Loops)
        {
            try
            {
                await loop;
            }
            catch (Exception)
            {
                // Whoever ran the engine has seen it through RunAsync or ThrowIfFailed; here everything only has to end.
            }
        }

        _stop.Dispose();
    }

    private bool IsPublishedHere(int shard) => _shards.Has(shard == Limits.ControlShard ? PublishingShard : shard);

    private IEnumerable<Task> Loops => _loops.Concat(_shards.All.Select(s => s.Loop));

    private async Task LeaveAsync()
    {
        if (_membership is not null)
        {
            if (_loops.Count == 0)
            {
                // The start has failed: what was given meanwhile has to be given back all the same.
                _loops.Add(_sharing!.RunAsync(_stop.Token));
            }

            await _membership.DisposeAsync();
        }
    }

    /// <summary>A start waits for a while for a log or store that is away; what is wrong for good is not mended by waiting longer.</summary>
    private Task StartAsync(Func<ValueTask> step, CancellationToken cancel) =>
        _retry.RunAsync(step, cancel, _edges.Options.StartAttemptsMax);

    private Task<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) =>
        _retry.RunAsync(() => _edges.Log.OffsetsAsync(topic, cancel), cancel);
}
