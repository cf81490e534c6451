using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Testing.Faults;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Oracle.Input;
using Sluice.Simulation.Checking;
using Sluice.Simulation.Commanding;
using Sluice.Simulation.Worlds;

namespace Sluice.Simulation.Running;

/// <summary>
/// One seed: a world, its engines and what goes wrong with them, until everything is sent; then, without faults, until
/// everything is worked off; then the verdict. Everything happens on the calling thread, in virtual time.
/// </summary>
public sealed class SeedRun
{
    /// <summary>How long the system may take to come to rest once nothing goes wrong any more, in virtual time.</summary>
    private static readonly TimeSpan s_restMax = TimeSpan.FromMinutes(10);

    /// <summary>A call that stalls wakes up after this at the latest.</summary>
    private static readonly TimeSpan s_stallMax = TimeSpan.FromMinutes(2);

    /// <summary>The longest that things may go wrong, in virtual time.</summary>
    private static readonly TimeSpan s_turmoilMax = TimeSpan.FromMinutes(5);

    /// <summary>The longest until the log and store are as they were after a disaster, in virtual time.</summary>
    private static readonly TimeSpan s_disasterMax = TimeSpan.FromMinutes(20);

    private readonly ulong _seed;
    private readonly Stage _stage;
    private readonly List<Node> _nodes;
    private readonly Producer _producer;
    private readonly Commander _commander;
    private readonly Turmoil _turmoil;
    private readonly Disaster _disaster;

    private SeedRun(ulong seed, Seams seams, Action<string>? tell, int? records)
    {
        _seed = seed;
        _stage = new Stage(seed, seams, tell, records);
        var random = _stage.Random.Fork();
        _nodes = [.. Enumerable.Range(1, random.Pick([1, 2, 2, 3])).Select(i => new Node(_stage, $"engine {i}", random.Fork()))];
        _producer = new Producer(_stage, random.Fork());
        _turmoil = new Turmoil(_stage, _nodes, random.Fork());
        _disaster = new Disaster(_stage, _nodes, random.Fork());
        _commander = new Commander(_stage, () => _producer.Sent, random.Fork());
        _ = new Ambush(_stage, _turmoil, _nodes, _producer, _commander, random.Fork());
    }

    /// <summary>Runs a seed to its end.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="seams">Where to put deliberate bugs; null for none.</param>
    /// <param name="tell">Told in words what happens.</param>
    /// <param name="records">How many of the world's records are sent; null for all.</param>
    public static SeedResult Run(ulong seed, Seams? seams = null, Action<string>? tell = null, int? records = null) =>
        new SeedRun(seed, seams ?? new Seams(), tell, records).Run();

    private SeedResult Run()
    {
        string? failure = null;
        try
        {
            _stage.Scheduler.Run(PlayAsync);
        }
        catch (Exception e) when (e is SimulationFailure or SchedulerException)
        {
            failure = e.Message;
        }
        catch (Exception e)
        {
            // What the books hold may be such that it cannot even be judged: that is a finding too, and has a seed.
            failure = $"{e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Sluice", StringComparison.Ordinal))?.Trim()}";
        }

        return new SeedResult(
            _seed,
            failure,
            _stage.World.Shards,
            Topics.All.SelectMany(t => LogContents.Batches(_stage.Log, t)).Sum(b => b.Count),
            _stage.Scheduler.TraceHash,
            _stage.Scheduler.Steps,
            _stage.Scheduler.Time.Elapsed,
            _stage.Plan.Coverage,
            _stage.Incidents,
            _stage.Books,
            _stage.Steps.Coverage,
            _stage.World.Records.Count);
    }

    private async Task PlayAsync()
    {
        await PrepareAsync();
        foreach (var node in _nodes)
        {
            _ = _stage.BesideAsync(node.RunAsync);
        }

        _ = _stage.BesideAsync(_producer.RunAsync);
        _ = _stage.BesideAsync(_commander.RunAsync);
        _ = _stage.BesideAsync(_turmoil.RunAsync);
        _ = _stage.BesideAsync(_disaster.RunAsync);
        await UntilAsync(() => _producer.IsDone && _commander.IsDone, s_turmoilMax);
        await Task.Delay(TimeSpan.FromMilliseconds(_stage.Random.Range(0, 20_000)), _stage.Time);
        await UntilAsync(() => _disaster.IsOver, s_disasterMax);
        _stage.Plan.Enabled = false;
        await _turmoil.SettleAsync();
        await RestAsync();
        if (Enum.GetValues<FaultPoint>().Any(p => _stage.Plan.Coverage[p, Fault.Stall] > 0))
        {
            // Whoever still hangs in a call wakes up now, long replaced.
            await Task.Delay(s_stallMax, _stage.Time);
            await RestAsync();
        }

        await Verdict.CheckAsync(_stage, _commander.Sent);
    }

    private async Task PrepareAsync()
    {
        foreach (var topic in _stage.Topology.ReferenceTopics)
        {
            await _stage.Log.EnsureTopicAsync(new TopicSpec(topic.Topic, 1), CancellationToken.None);
        }

        foreach (var stream in _stage.Topology.Streams)
        {
            await _stage.Log.EnsureTopicAsync(new TopicSpec(stream.Topic, _stage.World.Shards), CancellationToken.None);
        }

        await _stage.Log.EnsureTopicAsync(ControlTopic.Spec, CancellationToken.None);
        for (var shard = 0; shard < _stage.World.Shards; shard++)
        {
            _stage.Random.Pick(_nodes).Assign(shard);
        }
    }

    private async Task RestAsync()
    {
        if (!await UntilAsync(() => _producer.IsDone && _commander.IsDone && IsIdle(), s_restMax))
        {
            throw new SimulationFailure($"not at rest {s_restMax} after the last fault: {string.Join("; ", Behind())}");
        }
    }

    private async Task<bool> UntilAsync(Func<bool> condition, TimeSpan most)
    {
        var started = _stage.Time.GetTimestamp();
        while (!condition())
        {
            _stage.ThrowIfBroken();
            if (_stage.Time.GetElapsedTime(started) > most)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), _stage.Time);
        }

        _stage.ThrowIfBroken();
        return true;
    }

    private bool IsIdle() => !Behind().Any();

    /// <summary>What is not worked off yet, in words.</summary>
    private IEnumerable<string> Behind()
    {
        var standings = _stage.Store.StandingsAsync(CancellationToken.None).Now().ToDictionary(s => s.Shard, s => s.Positions);
        for (var shard = 0; shard < _stage.World.Shards; shard++)
        {
            foreach (var topic in InputTopics())
            {
                var partition = topic == "reports" ? shard : 0;
                var end = Ends(topic)[partition];
                var position = standings.TryGetValue(shard, out var positions) ? positions[new TopicPartition(topic, partition)] : 0;
                if (position < end)
                {
                    yield return $"shard {shard} stands at {position} of {end} in {topic}/{partition}";
                }
            }
        }

        if (!ControlIdle.IsIdleAsync(_stage.Log, _stage.Store, CancellationToken.None).Now())
        {
            var open = _stage.Store.ReadRowsAsync(EngineTables.Commands, [], CancellationToken.None).Now()
                .Where(r => !CommandStatus.HasEnded((string)r[EngineTables.Commands.Ordinal("status")]!))
                .Select(r => $"{r[0]} ({r[1]}) is {r[2]}, {r[EngineTables.Commands.Ordinal("progress")]}");
            yield return $"a command has not ended: {string.Join(", ", open)}";
        }

        if (_stage.Store.ReadOutboxAsync(1, CancellationToken.None).Now().Count > 0)
        {
            yield return "the outbox is not empty";
        }

        if (_stage.Store.ReadRowsAsync(EngineTables.UnsentMessages, [], CancellationToken.None).Now().Count > 0)
        {
            yield return "a topic that refused is still owed messages";
        }
    }

    private IEnumerable<string> InputTopics() => _stage.Topology.ReferenceTopics.Select(t => t.Topic).Concat(_stage.Topology.Streams.Select(s => s.Topic));

    private List<long> Ends(string topic) => [.. _stage.Log.OffsetsAsync(topic, CancellationToken.None).Now().Select(o => o.End)];
}
