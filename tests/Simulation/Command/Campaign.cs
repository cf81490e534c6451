using Sluice.Engine.Testing.Faults;
using Sluice.Simulation.Checking.Books;
using Sluice.Simulation.Commanding.Steps;
using Sluice.Simulation.Running;

namespace Sluice.Simulation.Command;

/// <summary>
/// Runs consecutive seeds on several threads: each thread takes the next seed and runs it alone, so that every seed's
/// history is the same however many there are.
/// </summary>
public sealed class Campaign
{
    private readonly Lock _gate = new();
    private readonly List<int> _records = [];
    private readonly List<SeedResult> _failures = [];
    private int _next = -1;

    /// <summary>Seeds that have ended.</summary>
    public int Done
    {
        get
        {
            lock (_gate)
            {
                return _records.Count;
            }
        }
    }

    /// <summary>Seeds that failed, in the order of seeds.</summary>
    public IReadOnlyList<SeedResult> Failures
    {
        get
        {
            lock (_gate)
            {
                return [.. _failures.OrderBy(f => f.Seed)];
            }
        }
    }

    /// <summary>Hits that a campaign of <see cref="FullSeeds"/> has at least of each fault at each step, and of each incident.</summary>
    public const long HitsLeast = 100;

    public const int FullSeeds = 20_000;

    /// <summary>What came fewer than so many times, in words.</summary>
    public IReadOnlyList<string> TooSeldom(long least = HitsLeast) =>
    [
        .. Faults.Below(least).Select(f => $"{f.Fault} at {f.Point} ({f.Hits})"),
        .. Incidents.Below(least).Select(i => $"{i.Incident} ({i.Times})"),
        .. Steps.Below(least).Select(s => $"{s.What} while a {s.Type} was at {s.Step} ({s.Hits})"),
    ];

    public FaultCoverage Faults { get; } = new();

    public IncidentCounts Incidents { get; } = new();

    public BooksCounts Books { get; } = new();

    public StepCoverage Steps { get; } = new();

    public long Records => _records.Sum(r => (long)r);

    public int MedianRecords => _records.Count == 0 ? 0 : _records.Order().ElementAt(_records.Count / 2);

    /// <summary>Runs the seeds from <paramref name="first"/> on; returns when all have ended.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="seeds">How many.</param>
    /// <param name="threads">On how many threads.</param>
    /// <param name="seams">Where to put deliberate bugs; null for none.</param>
    /// <param name="stopAtFailure">Whether to begin no further seed once one has failed.</param>
    /// <param name="tell">Told in words what happens.</param>
    /// <param name="records">How many records of each world are sent; null for all.</param>
    public void Run(
        ulong first, int seeds, int threads, Seams? seams = null, bool stopAtFailure = false, Action<string>? tell = null, int? records = null)
    {
        void Work() => Take(first, seeds, stopAtFailure, seed => SeedRun.Run(seed, seams, tell, records));
        var workers = Enumerable.Range(0, threads).Select(i => new Thread(Work) { Name = $"seeds {i}" }).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
    }

    private void Take(ulong first, int seeds, bool stopAtFailure, Func<ulong, SeedResult> run)
    {
        for (var i = Interlocked.Increment(ref _next); i < seeds; i = Interlocked.Increment(ref _next))
        {
            Take(run(unchecked(first + (ulong)i)));
            if (stopAtFailure && Failures.Count > 0)
            {
                return;
            }
        }
    }

    private void Take(SeedResult result)
    {
        lock (_gate)
        {
            _records.Add(result.Records);
            Faults.Add(result.Faults);
            Incidents.Add(result.Incidents);
            Books.Add(result.Books);
            Steps.Add(result.CommandSteps);
            if (result.Failure is not null)
            {
                _failures.Add(result);
            }
        }
    }
}
