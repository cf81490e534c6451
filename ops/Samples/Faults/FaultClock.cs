using Sluice.Samples.Chance;

namespace Sluice.Samples.Faults;

/// <summary>Spreads the faults of one kind evenly over the reports: one at a random place of each equal stretch.</summary>
internal sealed class FaultClock
{
    private readonly long _count;
    private readonly long _reports;
    private readonly Dice _dice;
    private long _done;
    private long _next;

    /// <param name="perMillion">Faults a million reports; at least one comes, if there are reports.</param>
    public FaultClock(long reports, long perMillion, Dice dice)
    {
        _reports = reports;
        _count = Math.Min(reports, Math.Max(1, reports * perMillion / 1_000_000));
        _dice = dice;
        Plan();
    }

    /// <summary>Whether a fault is due at the report; ask again until none is.</summary>
    public bool Strikes(long report)
    {
        if (_done == _count || report < _next)
            return false;
        _done++;
        Plan();
        return true;
    }

    private void Plan()
    {
        if (_done == _count)
            return;
        var start = (long)((Int128)_done * _reports / _count);
        var end = (long)(((Int128)_done + 1) * _reports / _count);
        _next = start + _dice.Below(end - start);
    }
}
