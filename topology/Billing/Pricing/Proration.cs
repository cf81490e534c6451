namespace Sluice.Topology.Billing.Pricing;

/// <summary>The share of a month in which a rule won its slot: subscription fees and minimums are due in that proportion. The default is a whole month.</summary>
public readonly record struct Proration
{
    /// <param name="daysWon">0 to <paramref name="daysInMonth"/>.</param>
    /// <param name="daysInMonth">28 to 31 for a month of the calendar; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The days are not within the month.</exception>
    public Proration(int daysWon, int daysInMonth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(daysInMonth, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(daysWon);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(daysWon, daysInMonth);
        DaysWon = daysWon;
        DaysInMonth = daysInMonth;
    }

    public int DaysWon { get; }

    public int DaysInMonth { get; }

    internal bool IsWhole => DaysWon == DaysInMonth;
}
