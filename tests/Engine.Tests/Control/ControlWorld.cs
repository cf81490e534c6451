using System.Text;
using System.Text.Json.Nodes;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Faults;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Engine.Tests.Control;

/// <summary>Engines with commands, each a simulated process that is replaced when it dies, on one log and one store.</summary>
internal sealed class ControlWorld
{
    public const int Shards = 3;
    private static readonly byte[] s_key = Encoding.UTF8.GetBytes("a key of thirty-two bytes or more");
    private readonly SeededScheduler _world;
    private int _lives;

    public ControlWorld(ulong seed = 1, FaultPlan? plan = null)
    {
        _world = new SeededScheduler(seed, new SchedulerOptions { WatchThreadPool = seed % 7 == 1, EarlyJumpsPerTenThousand = seed % 3 == 2 ? 50 : 0 });
        Plan = plan ?? FaultPlan.Scripted();
        Law = new DecisionLaw(Log, Store);
    }

    public FaultPlan Plan { get; }

    public ToyBook Book { get; init; } = new();

    public CommandSeal Seal { get; init; } = new(s_key);

    public CommandSeal? Known { get; init; } = new(s_key);

    public InMemoryLog Log { get; init; } = new();

    public InMemoryStore Store { get; } = new();

    public DecisionLaw Law { get; }

    public List<string> Notes { get; } = [];

    /// <summary>Told of every process that is ready, with its engine.</summary>
    public Dictionary<string, (SimulatedProcess Process, EngineHost<TallyPrices> Host)> Alive { get; } = [];

    public TimeProvider Time => _world.Time;

    /// <summary>Plays a story in the root process, in which nothing fails.</summary>
    public void Play(Func<Task> story) => _world.Run(async () =>
    {
        await Log.EnsureTopicAsync(ControlTopic.Spec, default);
        await Log.EnsureTopicAsync(new TopicSpec(ToyTopology.Marks.Name, 1), default);
        await Log.EnsureTopicAsync(new TopicSpec(TallyTopology.Prices, 1), default);
        await Log.EnsureTopicAsync(new TopicSpec(TallyTopology.Numbers, Shards), default);
        await Log.EnsureTopicAsync(new TopicSpec(TallyTopology.MoreNumbers, Shards), default);
        await Store.PrepareAsync(ToyTopology.Build(Book).Tables, default);
        await story();
    });

    /// <summary>Keeps an engine with these shards running; where it dies, the next one starts a little later.</summary>
    public void Spawn(string name, params int[] shards)
    {
        var process = _world.CreateProcess($"{name} {_lives++}");
        _ = process.Start(() => LiveAsync(name, process, shards));
        _ = RespawnAsync();

        async Task RespawnAsync()
        {
            await process.Death;
            Alive.Remove(name);
            await DelayAsync(0.3);
            Spawn(name, shards);
        }
    }

    public Task DelayAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Time);

    public async Task<byte[]> MessageAsync(string id, string type = "mark", JsonObject? fields = null, Positions? cut = null) => CommandMessage.Write(
        Seal,
        id,
        type,
        "asha",
        "because",
        Time.GetUtcNow(),
        cut ?? await CommandCut.NowAsync(ToyTopology.Build(Book), Log, default),
        fields ?? (type == "mark" ? new JsonObject { ["group"] = "a" } : []));

    public async Task SendAsync(string id, string type = "mark", JsonObject? fields = null, Positions? cut = null) =>
        await SendAsync(await MessageAsync(id, type, fields, cut));

    public async Task SendAsync(byte[] message) => await CommandMessage.SendAsync(Log, "key", message, Time.GetUtcNow(), default);

    public Task SendNumbersAsync(params (string Key, string Text)[] numbers) => Log.SendAsync(Shards, numbers);

    public async Task<CommandRow?> FindAsync(string id) =>
        (await Store.ReadRowsAsync(EngineTables.Commands, [("command_id", id)], default)) is [var row] ? CommandRow.Of(row) : null;

    /// <summary>Waits until a command has a status.</summary>
    public async Task<CommandRow> UntilAsync(string id, string status)
    {
        for (var patience = 0; ; patience++)
        {
            if (await FindAsync(id) is { } row && (row.Status == status || row.HasEnded || patience > 3_000))
            {
                row.Status.ShouldBe(status, $"{row.Reason} {row.Progress}");
                return row;
            }

            (patience <= 3_000).ShouldBeTrue($"{id} was never taken");
            await DelayAsync(0.01);
        }
    }

    public Task<CommandRow> DoneAsync(string id) => UntilAsync(id, CommandStatus.Done);

    public async Task<List<string>> RowsAsync(TableSchema table) => (await Store.ReadRowsAsync(table, [], default)).ToText(table);

    private async Task LiveAsync(string name, SimulatedProcess process, int[] shards)
    {
        var faults = new FaultInjector(Plan, Time, process);
        var store = new FaultyStore(Law.Guarded, faults);
        try
        {
            await using var host = new EngineHost<TallyPrices>(ToyTopology.Build(Book), new FaultyLog(Log, faults), store, Options());
            await host.StartAsync(default);
            shards.ToList().ForEach(host.Assign);
            Alive[name] = (process, host);
            while (process.IsAlive)
            {
                host.ThrowIfFailed();
                await DelayAsync(1);
            }
        }
        catch (Exception failure) when (failure is LogException or StoreException)
        {
            process.Kill();
        }
        catch (Exception failure) when (failure is not SimulatedCrashException)
        {
            Notes.Add($"engine {name} ended: {failure}");
        }
    }

    private EngineOptions Options() => new()
    {
        Shards = Shards,
        Time = Time,
        BackoffMin = TimeSpan.FromMilliseconds(10),
        RetakeMin = TimeSpan.FromMilliseconds(500),
        Commands = Known,
        Notify = Notes.Add,
        Seed = 7,
    };
}
