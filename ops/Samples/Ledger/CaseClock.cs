using Sluice.Samples.Chance;
using Sluice.Samples.Faults;

namespace Sluice.Samples.Ledger;

/// <summary>The cases that are no ordinary pair.</summary>
internal enum CaseKind
{
    Twins,
    Instalments,
    Gathered,
    Scattered,
    Redone,
    Netted,
    DuplicateJob,
    DuplicateEntry,
    MissingInLedger,
    MissingInJobs,
    Currency,
    Rounding,
    Quantity,
    RateChange,
    Trend,
    Unexplained,
    Cutoff,
    OtherSite,
    OtherService,
}

/// <summary>Says when which case is due, evenly over all jobs of the month: at least once each, where the mix has it at all.</summary>
internal sealed class CaseClock
{
    // How many jobs a case of the kind takes, about, in hundredths.
    private const int TwinsJobs = 225;
    private const int GatheredJobs = 450;
    private const int TrendJobs = 750;

    private readonly (CaseKind Kind, FaultClock Clock)[] _clocks;
    private long _jobs;

    public CaseClock(SampleOptions options, Dice dice)
    {
        var (mix, causes) = (options.Ledger, 12);
        var cause = mix.Faults * 1_000L / causes;
        (CaseKind Kind, long PerMillion)[] shares =
        [
            (CaseKind.Twins, mix.Twins * 100_000L / TwinsJobs),
            (CaseKind.Instalments, mix.Split * 500L),
            (CaseKind.Gathered, mix.Split * 25_000L / GatheredJobs),
            (CaseKind.Scattered, mix.Split * 250L),
            (CaseKind.Redone, mix.Amended * 500L),
            (CaseKind.Netted, mix.Amended * 500L),
            .. from kind in new[]
               {
                   CaseKind.DuplicateJob, CaseKind.DuplicateEntry, CaseKind.MissingInLedger, CaseKind.MissingInJobs, CaseKind.Currency,
                   CaseKind.Rounding, CaseKind.Quantity, CaseKind.Unexplained, CaseKind.Cutoff, CaseKind.OtherSite, CaseKind.OtherService,
               }
               select (kind, cause),
            (CaseKind.RateChange, cause / 2),
            (CaseKind.Trend, cause / 2 * 100 / TrendJobs),
        ];
        _clocks = [.. shares.Where(share => share.PerMillion > 0).Select(share => (share.Kind, new FaultClock(options.Jobs, share.PerMillion, dice)))];
    }

    /// <summary>Cases that are due and not made yet.</summary>
    public Queue<CaseKind> Owed { get; } = new();

    /// <summary>Notes what has come due.</summary>
    public void Advance()
    {
        foreach (var (kind, clock) in _clocks)
        {
            while (clock.Strikes(_jobs))
                Owed.Enqueue(kind);
        }
    }

    /// <summary>So many jobs more are drawn.</summary>
    public void Done(int jobs) => _jobs += jobs;
}
