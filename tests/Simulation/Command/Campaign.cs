using Sluice.Engine.Testing.Faults;
using Sluice.Simulation.Checking.Books;
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

    public FaultCoverage Faults { get; } = new();

    public IncidentCounts Incidents { get; } = new();

    public BooksCounts Books { get; } = new();

    public long Records => _records.Sum(r => (long)r);

    public int MedianRecords => _records.Count == 0 ? 0 : _records.Order().ElementAt(_records.Count / 2);

    /// <summary>Runs the seeds from <paramref name="first"/> on; returns when all have ended.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="seeds">How many.</param>
    /// <param name="threads">On how many threads.</param>
    /// <param name="seams">Where to put deliberate bugs; null for none.</param>
    /// <param name="stopAtFailure">Whether to begin no further seed once one has failed.</param>
    /// <param name="tell">Told in words what happens.</param>
    public void Run(ulong first, int seeds, int threads, Seams? seams = null, bool stopAtFailure = false, Action<string>? tell = null)
    {
        var workers = Enumerable.Range(0, threads).Select(i => new Thread(() => Work(first, seeds, seams, stopAtFailure, tell)) { Name = $"seeds {i}" }).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
    }

    private void Work(ulong first, int seeds, Seams? seams, bool stopAtFailure, Action<string>? tell)
    {
        for (var i = Interlocked.Increment(ref _next); i < seeds; i = Interlocked.Increment(ref _next))
        {
            Take(SeedRun.Run(unchecked(first + (ulong)i), seams, tell));
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
            if (result.Failure is not null)
            {
                _failures.Add(result);
            }
        }
    }
}
