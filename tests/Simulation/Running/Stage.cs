using Sluice.Engine;
using Sluice.Engine.Shards;
using Sluice.Engine.Testing.Faults;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Engine.Topology;
using Sluice.Simulation.Checking.Books;
using Sluice.Simulation.Commanding;
using Sluice.Simulation.Commanding.Steps;
using Sluice.Simulation.Worlds;
using Sluice.Topology.Reference;

namespace Sluice.Simulation.Running;

/// <summary>Everything the processes of one simulated world share. One thread.</summary>
internal sealed class Stage
{
    /// <param name="records">How many of the world's records are sent; null for all.</param>
    public Stage(ulong seed, Seams seams, Action<string>? tell, int? records = null)
    {
        Random = new SimulationRandom(seed);
        IsVerified = new SimulationRandom(seed ^ 0xB00C).Percent(12);
        Strays = new SimulationRandom(~seed);
        Log = new InMemoryLog { PlacesKeys = Strays.Percent(50) };
        Tell = tell;
        Seams = seams;
        var whole = WorldDraw.Draw(Random.Fork());
        World = records is { } kept ? whole.Beginning(kept) : whole;
        Scheduler = new SeededScheduler(Random.Next(), new SchedulerOptions
        {
            EarlyJumpsPerTenThousand = Random.Pick([0, 0, 50, 500]),
            Start = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero),
        });
        Plan = new FaultPlan(Random.Next());
        Poison = Poison.Draw(Random.Fork(), whole);
        Guard = new GuardedStore(seams.Store(Store), this);
        Topology = SimulatedTopology.Build(this);
        if (World.HasHotKey)
        {
            Incidents.Count(Incident.HotKey);
        }
    }

    public SimulationRandom Random { get; }

    public Seams Seams { get; }

    public World World { get; }

    public SeededScheduler Scheduler { get; }

    public TimeProvider Time => Scheduler.Time;

    public FaultPlan Plan { get; }

    public Poison Poison { get; }

    /// <summary>The log; in half of the worlds one that others write to as well.</summary>
    public InMemoryLog Log { get; }

    /// <summary>Decides which records stray into a partition that is not their key's.</summary>
    public SimulationRandom Strays { get; }

    public InMemoryStore Store { get; } = new();

    /// <summary>The store as the processes reach it.</summary>
    public GuardedStore Guard { get; }

    public Topology<PriceBook> Topology { get; }

    public IncidentCounts Incidents { get; } = new();

    /// <summary>At which step the command is that is carried out, and what has befallen commands there.</summary>
    public CommandSteps Steps { get; } = new();

    /// <summary>Whether its books are verified at the end as <c>verify</c> does it, which takes a while.</summary>
    public bool IsVerified { get; }

    /// <summary>What came of the commands; filled by the verdict.</summary>
    public BooksCounts Books { get; } = new();

    /// <summary>Where the history is told in words; null when nobody listens.</summary>
    public Action<string>? Tell { get; }

    /// <summary>Whether the log is not what the engines have read, so that they must stop and say so.</summary>
    public bool AwaitsDecision
    {
        get;
        set
        {
            LogLosses += value && !field ? 1 : 0;
            field = value;
        }
    }

    /// <summary>How often that has begun.</summary>
    public int LogLosses { get; private set; }

    /// <summary>
    /// Whether processes are let be for now: an engine beneath which a topic is made anew remembers what it has read, and
    /// whoever comes after it, before it has looked, does not.
    /// </summary>
    public bool IsCalm { get; set; }

    /// <summary>How often an engine has asked for a decision.</summary>
    public int DecisionsAsked { get; private set; }

    /// <summary>
    /// Where the output topics ended when the store was restored from an older backup: what lies before tells of commits
    /// that are gone. Null where it never was.
    /// </summary>
    public LogBackup? BeforeRestore { get; set; }

    /// <summary>The first law that was broken, if any.</summary>
    public string? Broken { get; private set; }

    public void Break(string law) => Broken ??= $"after {Scheduler.Time.Elapsed}: {law}";

    /// <summary>What runs beside the history must not end by itself without a word: where it fails, the seed does.</summary>
    public async Task BesideAsync(Func<Task> part)
    {
        try
        {
            await part();
        }
        catch (Exception e)
        {
            Break($"the simulation itself has failed: {e}");
        }
    }

    /// <summary>An engine has stopped because the log is not what it has read.</summary>
    public void AskForDecision(string process, string words)
    {
        Incidents.Count(Incident.DecisionAsked);
        DecisionsAsked++;
        if (!AwaitsDecision)
        {
            Break($"{process} asks for a decision, and the log is as it was: {words}");
        }
    }

    public void ThrowIfBroken()
    {
        if (Broken is { } law)
        {
            throw new SimulationFailure(law);
        }
    }

    public EngineOptions Options(string process, SimulationRandom random) => new()
    {
        // Often so few that records come while a shard is on its way to newer reference data.
        AdvanceUnits = random.Pick([100, 1_000, 10_000, Limits.AdvanceUnitsPerStep]),
        Shards = World.Shards,
        Commands = Commander.Seal,
        ReplayPartitions = random.Pick([1, 2]),
        ReplayRecordsPerSecond = random.Pick<int?>([null, null, 200, 2_000]),
        ProgressEvery = TimeSpan.FromMilliseconds(random.Pick([100, 500])),
        PausesEvery = TimeSpan.FromMilliseconds(random.Pick([1_000, 5_000])),
        Time = Time,
        PublishEvery = TimeSpan.FromMilliseconds(random.Pick([200, 1_000, 3_000])),
        BackoffMax = TimeSpan.FromSeconds(2),
        RetakeMax = TimeSpan.FromSeconds(random.Pick([4, 20])),
        DrainTimeout = TimeSpan.FromMilliseconds(random.Pick([100, 5_000])),
        StallTimeout = TimeSpan.FromSeconds(random.Pick([5, 30])),
        Seed = random.Range(0, 1_000_000),
        Notify = message => Tell?.Invoke($"{Scheduler.Time.Elapsed} {process}: {message}"),
    };
}
