using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Testing.Faults;

/// <summary>
/// Decides for every call whether and how it fails. A swarm: each seed chooses which faults are on at which points, and
/// how likely each is, so that rare combinations get histories of their own. Owned by one thread.
/// </summary>
public sealed class FaultPlan
{
    /// <summary>How likely a fault that is on may be, in 10,000 calls.</summary>
    private static readonly int[] s_likelihoods = [5, 20, 100, 400];

    /// <summary>The same at points that are passed seldom: rare crossed with rare would never be seen.</summary>
    private static readonly int[] s_rareLikelihoods = [40, 150, 600, 1_500];

    /// <summary>Emphasis leaves every other attempt its chance, or a call would be tried for ever.</summary>
    private const int ChanceMax = 5_000;

    /// <summary>How many of 10,000 calls let others run first: none, as from a cache; some; all, as over a network.</summary>
    private static readonly int[] s_yields = [0, 5_000, 10_000];

    /// <summary>How often processes crash at most: more of the same shows nothing more.</summary>
    private static readonly int[] s_crashes = [2, 6, 18];

    private readonly SimulationRandom _random;
    private readonly List<(FaultPoint Point, Fault Fault, int PerTenThousand)>[] _on;
    private readonly Dictionary<(FaultPoint Point, long Visit), FaultDecision> _scripted = [];
    private readonly int _yieldsPerTenThousand;
    private readonly long[] _visits = new long[Enum.GetValues<FaultPoint>().Length];

    private int _crashesLeft;

    // Writes that a full disk still refuses, the log's and the store's.
    private int _fullLog;
    private int _fullStore;

    /// <summary>The plan of a seed.</summary>
    public FaultPlan(ulong seed)
    {
        _random = new SimulationRandom(seed);
        _on = [.. _visits.Select(_ => new List<(FaultPoint, Fault, int)>())];

        _yieldsPerTenThousand = s_yields[_random.Below(s_yields.Length)];
        _crashesLeft = s_crashes[_random.Below(s_crashes.Length)];

        // Half of the kinds are off everywhere in this history; of the others, each point draws its own.
        var kinds = Enum.GetValues<Fault>().Where(_ => _random.Chance(5_000)).ToHashSet();
        foreach (var (point, fault) in FaultMap.All.Where(p => kinds.Contains(p.Fault)))
        {
            if (_random.Chance(5_000))
            {
                _on[(int)point].Add((point, fault, Likelihood(point, fault)));
            }
        }
    }

    private FaultPlan()
    {
        _random = new SimulationRandom(0);
        _on = [.. _visits.Select(_ => new List<(FaultPoint, Fault, int)>())];
    }

    /// <summary>Every outcome at every point, counted.</summary>
    public FaultCoverage Coverage { get; } = new();

    /// <summary>False lets every call pass, as at the end of a history, when the system must come to rest.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>What is on, and how likely in 10,000 calls.</summary>
    public IEnumerable<(FaultPoint Point, Fault Fault, int PerTenThousand)> On => _on.SelectMany(f => f);

    /// <summary>A plan without faults but those added by <see cref="At"/>.</summary>
    public static FaultPlan Scripted() => new();

    /// <summary>Lets the given visit of the point, counted from 1, end this way; returns the plan.</summary>
    public FaultPlan At(FaultPoint point, Fault fault, long visit = 1, TimeSpan wait = default, bool applied = false, int partPerMille = 0)
    {
        Invariant.Check(FaultMap.Allows(point, fault), $"{fault} cannot strike at {point}");
        _scripted[(point, visit)] = new FaultDecision(fault, wait, applied, PartPerMille: partPerMille);
        return this;
    }

    /// <summary>Decides for one call.</summary>
    /// <param name="emphasis">How many times likelier faults strike than they would at that point.</param>
    public FaultDecision Next(FaultPoint point, int emphasis = 1)
    {
        var visit = ++_visits[(int)point];
        var decision = Enabled ? Decide(point, visit, emphasis) : FaultDecision.None;
        Coverage.Count(point, decision.Fault);
        return decision with { Yields = _random.Chance(_yieldsPerTenThousand) };
    }

    private FaultDecision Decide(FaultPoint point, long visit, int emphasis)
    {
        if (_scripted.TryGetValue((point, visit), out var scripted))
        {
            return scripted;
        }

        ref var full = ref (point == FaultPoint.LogAppend ? ref _fullLog : ref _fullStore);
        if (full > 0 && FaultMap.Allows(point, Fault.DiskFull))
        {
            full--;
            return new FaultDecision(Fault.DiskFull, TimeSpan.Zero, Applied: false);
        }

        foreach (var (_, fault, perTenThousand) in _on[(int)point])
        {
            if (_random.Chance(Math.Min(ChanceMax, perTenThousand * emphasis)) && (fault != Fault.Crash || _crashesLeft-- > 0))
            {
                full += fault == Fault.DiskFull ? 5 + _random.Below(60) : 0;
                return new FaultDecision(fault, Wait(fault), _random.Chance(5_000), PartPerMille: _random.Below(1_000));
            }
        }

        return FaultDecision.None;
    }

    /// <summary>
    /// A process that crashes at every twentieth call gets nowhere, and a disk is full for many calls; a delay may well be
    /// that frequent.
    /// </summary>
    private int Likelihood(FaultPoint point, Fault fault)
    {
        var choices = FaultMap.IsRare(point) ? s_rareLikelihoods : s_likelihoods;
        return choices[_random.Below(fault is Fault.DiskFull ? 2 : fault is Fault.Crash or Fault.Stall ? 3 : choices.Length)];
    }

    private TimeSpan Wait(Fault fault) => fault switch
    {
        Fault.Delay or Fault.Duplicate => _random.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(200)),
        Fault.Busy => _random.Between(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5)),
        Fault.Stall => _random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)),
        _ => TimeSpan.Zero,
    };
}
