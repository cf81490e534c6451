using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Telemetry;

namespace Sluice.Metrics.Health;

/// <summary>
/// The health of an engine in this process. Each look asks store and log at most once a second, whoever asks; a look
/// under way is shared, and none takes longer than the patience.
/// </summary>
/// <param name="patience">How long store and log may take to answer.</param>
/// <param name="commitPatience">How long a shard may go without a commit coming through that it has to make.</param>
public sealed class EngineHealth(ShardGauges shards, TimeProvider time, TimeSpan patience, TimeSpan commitPatience) : IHealth
{
    /// <summary>A look this fresh is given again: scrapes and probes must not become a load of their own.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _turn = new();
    private volatile Parts? _parts;
    private Task<HealthAnswer>? _look;
    private long _lookedAt;
    private volatile bool _wasReady;

    /// <summary>What <see cref="ReadyAsync"/> said last.</summary>
    public bool WasReady => _wasReady;

    /// <summary>The engine has started on these.</summary>
    /// <param name="topics">The business topics, whose partitions are the shards.</param>
    public void Started(ILog log, IStore store, IReadOnlyList<string> topics)
    {
        lock (_turn)
        {
            (_parts, _look) = (new Parts(log, store, topics), null);
        }
    }

    public async ValueTask<HealthAnswer> ReadyAsync(CancellationToken cancel)
    {
        var answer = await AnswerAsync(cancel);
        _wasReady = answer.Healthy;
        return answer;
    }

    private async Task<HealthAnswer> AnswerAsync(CancellationToken cancel)
    {
        if (_parts is not { } parts)
        {
            return HealthAnswer.Ill("the engine is starting");
        }

        // Shards are asked each time, which costs nothing: one that lost its lease shows at once.
        var store = await Look(parts).WaitAsync(cancel);
        return store.Healthy ? ShardsAnswer() : store;
    }

    private Task<HealthAnswer> Look(Parts parts)
    {
        lock (_turn)
        {
            if (_look is null || (_look.IsCompleted && time.GetElapsedTime(_lookedAt) >= Fresh))
            {
                _lookedAt = time.GetTimestamp();
                _look = LookAsync(parts);
            }

            return _look;
        }
    }

    private async Task<HealthAnswer> LookAsync(Parts parts)
    {
        var log = Task.WhenAll(parts.Topics.Select(topic => NoteEndsAsync(parts.Log, topic)));
        var store = await AskAsync("store", cancel => parts.Store.StandingsAsync(cancel).AsTask());
        await log;
        return store.Words is { } words ? HealthAnswer.Ill(words) : HealthAnswer.Well("ready");
    }

    /// <summary>A log that does not answer makes no worker unready: it waits, and nothing but the brokers' return helps.</summary>
    private async Task NoteEndsAsync(ILog log, string topic) =>
        shards.NoteEnds(topic, (await AskAsync("log", cancel => log.OffsetsAsync(topic, cancel).AsTask())).Answer);

    private async Task<(T? Answer, string? Words)> AskAsync<T>(string what, Func<CancellationToken, Task<T>> ask)
        where T : class
    {
        using var limit = new CancellationTokenSource(patience, time);
        try
        {
            // Asked on the pool: a store may do its work on the thread that asks.
            return (await Task.Run(() => ask(limit.Token), limit.Token).WaitAsync(limit.Token), null);
        }
        catch (OperationCanceledException)
        {
            return (null, $"the {what} has not answered for {patience.TotalSeconds:0.#} s");
        }
        catch (Exception failure)
        {
            return (null, $"the {what} does not answer: {failure.Message}");
        }
    }

    private HealthAnswer ShardsAnswer()
    {
        var owned = shards.Owned;
        var missing = owned.Where(s => !s.IsRunning).Select(s => s.Shard).ToList();
        var stuck = owned.Where(s => s.CommittingFor(time) > commitPatience).ToList();
        return missing.Count > 0 ? HealthAnswer.Ill($"not loaded: shard {string.Join(", ", missing)} of {Counted(owned.Count)} here{Why(stuck)}")
            : stuck.Count > 0 ? HealthAnswer.Ill($"no commit of shard {string.Join(", ", stuck.Select(s => s.Shard))} comes through{Why(stuck)}")
            : owned.Count == 0 ? HealthAnswer.Well("ready, without a shard: others run them all")
            : HealthAnswer.Well($"ready: {Counted(owned.Count)} loaded");
    }

    /// <summary>For how long commits do not come through, and what the store said last.</summary>
    private string Why(List<ShardProgress> stuck)
    {
        if (stuck.MaxBy(s => s.CommittingFor(time)) is not { } longest)
        {
            return "";
        }

        return $", for {longest.CommittingFor(time).TotalSeconds:0} s: {longest.Refusal ?? "the store has not answered"}";
    }

    private static string Counted(int shards) => shards == 1 ? "1 shard" : $"{shards} shards";

    private sealed record Parts(ILog Log, IStore Store, IReadOnlyList<string> Topics);
}
