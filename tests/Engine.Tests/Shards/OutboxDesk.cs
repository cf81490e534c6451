using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Telemetry;
using Sluice.Engine.Testing.Compliance;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Tests.Shards;

/// <summary>A publisher alone with its log and store, in virtual time; what shards would commit, the test commits.</summary>
internal sealed class OutboxDesk : IDisposable
{
    private readonly SeededScheduler _world = new(seed: 1, new SchedulerOptions());
    private readonly CancellationTokenSource _stop = new();
    private readonly InMemoryStore _kept = new();
    private readonly Dictionary<int, long> _sequences = [];
    private readonly EngineMeters _meters = new();

    public OutboxDesk()
    {
        Log = new HookedLog(Topics) { BeforeAppend = () => BeforeAppend(), BeforeAppendTo = topic => BeforeAppendTo(topic) };
        Store = new HookedStore(_kept) { BeforeOutbox = () => BeforeRound(), BeforeComplete = () => BeforeComplete() };
    }

    public InMemoryLog Topics { get; } = new();

    public Topology<TallyPrices> Topology { get; init; } = TallyTopology.Build();

    public Func<Task> BeforeAppend { get; set; } = static () => Task.CompletedTask;

    public Action<string> BeforeAppendTo { get; set; } = static _ => { };

    public Action BeforeRound { get; set; } = static () => { };

    public Action BeforeComplete { get; set; } = static () => { };

    public bool IsOurs { get; set; } = true;

    public List<string> Notes { get; } = [];

    /// <summary>Virtual time since the beginning.</summary>
    public TimeSpan Now => _world.Time.GetUtcNow() - new SchedulerOptions().Start;

    /// <summary>Commits that wait, as the publisher shows them; null where it shows nothing.</summary>
    public double? Entries => MeterReading.Of(_meters, MetricNames.OutboxEntries);

    /// <summary>Seconds that the oldest change has waited, as the publisher shows them; null where it shows nothing.</summary>
    public double? Age => MeterReading.Of(_meters, MetricNames.OutboxAge);

    private ILog Log { get; }

    private IStore Store { get; }

    /// <summary>Plays a story with tables that are there, and topics as the publisher makes them.</summary>
    public void Play(Func<OutboxPublisher<TallyPrices>, Task> story) => _world.Run(async () =>
    {
        await _kept.PrepareAsync(Topology.Tables, default);
        var publisher = new OutboxPublisher<TallyPrices>(Topology, Log, Store, new EngineOptions
        {
            Shards = 2,
            Time = _world.Time,
            Meters = _meters,
            Notify = Notes.Add,
            PublishEvery = TimeSpan.FromSeconds(1),
            BackoffMin = TimeSpan.FromSeconds(10),
            BackoffMax = TimeSpan.FromSeconds(1000),
            Seed = 1,
        });
        await publisher.PrepareAsync(default);
        await story(publisher);
        _stop.Cancel();
    });

    /// <summary>Lets the publisher run beside the story, to its end.</summary>
    public Task Run(OutboxPublisher<TallyPrices> publisher) => publisher.RunAsync(() => IsOurs, _stop.Token);

    public Task PassAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _world.Time);

    /// <summary>Commits rows as a shard does.</summary>
    public async Task CommitAsync(int shard, params RowChange[] rows)
    {
        if (!_sequences.ContainsKey(shard))
        {
            await _kept.TakeAsync(shard, default);
        }

        var sequence = _sequences[shard] = _sequences.GetValueOrDefault(shard) + 1;
        await _kept.CommitAsync(
            new ShardCommit { Shard = shard, Epoch = 1, Sequence = sequence, Positions = Positions.None, Segment = default, Rows = rows }, default);
    }

    /// <summary>All messages of an output topic, as <c>key=payload@origin</c>, <c>∅</c> for a tombstone; partition after partition.</summary>
    public async Task<List<string>> MessagesAsync(string topic)
    {
        var messages = new List<string>();
        var ranges = await Topics.OffsetsAsync(topic, default);
        for (var partition = 0; partition < ranges.Count; partition++)
        {
            var source = new TopicPartition(topic, partition);
            var records = await LogTestData.ReadAsync(Topics, source, ranges[partition].Start, (int)(ranges[partition].End - ranges[partition].Start));
            messages.AddRange(records.Select(r => $"{Encoding.UTF8.GetString(r.Key!)}={(r.Value is null ? "∅" : r.Text)}@{r.Origin}"));
        }

        return messages;
    }

    public async Task<List<string>> RowsAsync(TableSchema table) => (await _kept.ReadRowsAsync(table, [], default)).ToText(table);

    public static RowChange Tally(string key, long total) => RowChange.Upsert(TallyTopology.Tally, key, total, total);

    public void Dispose()
    {
        _stop.Dispose();
        _meters.Dispose();
    }
}
