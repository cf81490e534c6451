using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Telemetry;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Tests.Shards;

/// <summary>The pump of a shard with its log, store and reference data, in virtual time.</summary>
internal sealed class PumpDesk : IDisposable
{
    public static readonly TopicPartition Numbers = new(TallyTopology.Numbers, 0);
    public static readonly TopicPartition Prices = new(TallyTopology.Prices, 0);

    private readonly SeededScheduler _world = new(seed: 1, new SchedulerOptions());
    private readonly CancellationTokenSource _stop = new();
    private readonly EngineMeters _meters = new();

    public PumpDesk()
    {
        Time = new LateTime(_world.Time);
        Measured = new MeterSums(_meters);
        Stop = new ShardStop(_stop.Token);
    }

    public InMemoryLog Log { get; init; } = new();

    public InMemoryStore Kept { get; } = new();

    public int BatchRecords { get; init; } = 100;

    public LateTime Time { get; }

    public ShardStop Stop { get; }

    public MeterSums Measured { get; }

    public List<string> Notes { get; } = [];

    /// <summary>Every flow that was made, one for each time the shard was loaded.</summary>
    public List<TallyFlow> Flows { get; } = [];

    /// <summary>Told of each flow as it is made.</summary>
    public Action<TallyFlow> Made { get; set; } = static _ => { };

    public Func<TopicPartition, CancellationToken, ValueTask> BeforeRead { get; set; } = static (_, _) => default;

    public Func<ShardCommit, CancellationToken, ValueTask> BeforeCommit { get; set; } = static (_, _) => default;

    public Func<ValueTask> BeforeTake { get; set; } = static () => default;

    public Action BeforeStandings { get; set; } = static () => { };

    public Action<ShardProgress> Committed { get; set; } = static _ => { };

    public ShardEdges<TallyPrices> Edges { get; private set; } = null!;

    /// <summary>Shards that the meters show.</summary>
    public double? Owned => MeterReading.Of(_meters, MetricNames.ShardsOwned);

    /// <summary>Shards that the meters show as loaded.</summary>
    public double? Loaded => MeterReading.Of(_meters, MetricNames.ShardsLoaded);

    /// <summary>Virtual time since the beginning.</summary>
    public TimeSpan Now => _world.Time.Elapsed;

    /// <summary>What prices there are before anything is read.</summary>
    public List<(string Group, string Price)> First { get; } = [];

    /// <summary>Plays a story with topics and tables that are there, and reference data that is read.</summary>
    public void Play(Func<ShardPump<TallyPrices>, Task> story) => _world.Run(async () =>
    {
        var topology = TallyTopology.Build(flow =>
        {
            Flows.Add(flow);
            Made(flow);
        });
        await Log.EnsureTopicAsync(new TopicSpec(TallyTopology.Numbers, 2), default);
        await Log.EnsureTopicAsync(new TopicSpec(TallyTopology.MoreNumbers, 2), default);
        await Log.EnsureTopicAsync(new TopicSpec(TallyTopology.Prices, 1), default);
        await Log.SendPricesAsync([.. First]);
        await Kept.PrepareAsync(topology.Tables, default);
        var options = new EngineOptions
        {
            Shards = 2,
            BatchRecords = BatchRecords,
            Time = Time,
            Meters = _meters,
            Notify = Notes.Add,
            Committed = progress => Committed(progress),
            BackoffMin = TimeSpan.FromSeconds(10),
            BackoffMax = TimeSpan.FromSeconds(1000),
            RetakeMin = TimeSpan.FromSeconds(10),
            RetakeMax = TimeSpan.FromSeconds(100),
            StallTimeout = TimeSpan.FromSeconds(60),
            Seed = 1,
        };
        var log = new HookedLog(Log) { BeforeRead = (source, cancel) => BeforeRead(source, cancel) };
        var store = new HookedStore(Kept)
        {
            BeforeCommit = (commit, cancel) => BeforeCommit(commit, cancel),
            BeforeTake = (_, _) => BeforeTake(),
            BeforeStandings = _ =>
            {
                BeforeStandings();
                return default;
            },
        };
        var reference = new ReferenceReader<TallyPrices>(topology, log, options);
        Edges = new ShardEdges<TallyPrices>(topology, log, store, reference, options);
        _ = reference.RunAsync(_stop.Token);
        await story(new ShardPump<TallyPrices>(0, Edges));
        _stop.Cancel();
    });

    public Task PassAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _world.Time);

    /// <summary>Waits in virtual time, and gives up as a call does that is cancelled.</summary>
    public async ValueTask HoldAsync(double seconds, CancellationToken cancel) => await Task.Delay(TimeSpan.FromSeconds(seconds), _world.Time, cancel);

    /// <summary>Appends numbers to the shard's partition.</summary>
    public async Task SendAsync(params (string Key, string Text)[] records) => await Log.AppendAsync([(Numbers, TallyLog.Frames(records))], default);

    public async Task<List<string>> RowsAsync(TableSchema table) => (await Kept.ReadRowsAsync(table, [], default)).ToText(table);

    /// <summary>How far the store has the shard.</summary>
    public async Task<ShardStanding> StandingAsync() => (await Kept.StandingsAsync(default)).Single(s => s.Shard == 0);

    public void Dispose()
    {
        Stop.Dispose();
        _stop.Dispose();
        Measured.Dispose();
        _meters.Dispose();
    }
}
