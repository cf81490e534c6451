using System.Collections.Concurrent;
using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.Shards.Membership;
using Sluice.Engine.State;
using Sluice.Engine.Telemetry;
using Sluice.Engine.Testing.Compliance;
using Sluice.Engine.Testing.Memory;

namespace Sluice.Engine.Tests.Shards;

/// <summary>Engines on one log and store in memory, as processes on one machine; every wait has a limit.</summary>
internal sealed class EngineRig(int shards = 2) : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly List<EngineHost<TallyPrices>> _hosts = [];

    public InMemoryLog Log { get; init; } = new();

    public InMemoryStore Store { get; } = new();

    /// <summary>What the engines told the operator.</summary>
    public ConcurrentQueue<string> Notes { get; } = new();

    public EngineMeters? Meters { get; init; }

    public int BatchRecords { get; init; } = 100;

    public TimeSpan RetakeMin { get; init; } = TimeSpan.FromMilliseconds(20);

    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan RecheckEvery { get; init; } = TimeSpan.FromSeconds(30);

    public CancellationToken Limit => _limit.Token;

    /// <summary>The engines started so far.</summary>
    public IReadOnlyList<EngineHost<TallyPrices>> Hosts => _hosts;

    /// <summary>An engine with the given shards assigned, on the rig's log and store unless others are given.</summary>
    public async Task<EngineHost<TallyPrices>> StartAsync(int[] assigned, ILog? log = null, IStore? store = null)
    {
        var host = await StartAsync(membership: null, log, store);
        assigned.ToList().ForEach(host.Assign);
        return host;
    }

    /// <summary>An engine whose shards a membership assigns.</summary>
    public async Task<EngineHost<TallyPrices>> StartAsync(IShardMembership? membership, ILog? log = null, IStore? store = null)
    {
        var host = new EngineHost<TallyPrices>(TallyTopology.Build(), log ?? Log, store ?? Store, new EngineOptions
        {
            Shards = shards,
            BatchRecords = BatchRecords,
            BackoffMin = TimeSpan.FromMilliseconds(1),
            BackoffMax = TimeSpan.FromMilliseconds(20),
            PublishEvery = TimeSpan.FromMilliseconds(2),
            Meters = Meters,
            Notify = Notes.Enqueue,
            RetakeMin = RetakeMin,
            RetakeMax = RetakeMin * 4,
            StallTimeout = StallTimeout,
            DrainTimeout = DrainTimeout,
            RecheckEvery = RecheckEvery,
            StartAttemptsMax = 5,
            Seed = 7,
        }, membership);
        _hosts.Add(host);
        await host.StartAsync(Limit);
        return host;
    }

    public Task SendAsync(params (string Key, string Text)[] records) => Log.SendAsync(shards, records);

    public async Task<List<string>> RowsAsync(TableSchema table) => (await Store.ReadRowsAsync(table, [], Limit)).ToText(table);

    /// <summary>Waits until a condition holds.</summary>
    public async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Limit);
        }
    }

    /// <summary>All messages of an output topic, as <c>key=payload</c>, <c>∅</c> for a tombstone; in order within a key.</summary>
    public async Task<List<string>> MessagesAsync(string topic) =>
        (await RecordsAsync(topic)).ConvertAll(r => $"{Encoding.UTF8.GetString(r.Key!)}={(r.Value is null ? "∅" : r.Text)}");

    /// <summary>The same as <c>key@origin</c>.</summary>
    public async Task<List<string>> OriginsAsync(string topic) =>
        (await RecordsAsync(topic)).ConvertAll(r => $"{Encoding.UTF8.GetString(r.Key!)}@{r.Origin}");

    private async Task<List<CopiedRecord>> RecordsAsync(string topic)
    {
        var messages = new List<CopiedRecord>();
        var ranges = await Log.OffsetsAsync(topic, Limit);
        for (var partition = 0; partition < ranges.Count; partition++)
        {
            var count = (int)(ranges[partition].End - ranges[partition].Start);
            messages.AddRange(await LogTestData.ReadAsync(Log, new TopicPartition(topic, partition), ranges[partition].Start, count, cancel: Limit));
        }

        return messages;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        _limit.Dispose();
    }
}
