using Sluice.Engine;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// Billable reports counted by (modality, day, priority), so that a client rule prices a month without looking at a
/// single report, and COGS summed by currency, unrounded. Owned by the shard's thread.
/// </summary>
/// <param name="isDifference">Whether it is the difference between two such figures, and may be negative.</param>
public sealed class MonthFigures(BusinessMonth month, bool isDifference)
{
    private const int Priorities = 3;

    private readonly int _firstDay = month.FirstDay;
    private readonly int _days = month.Days;
    private readonly List<int[]?> _cells = [];
    private readonly List<CogsSum> _cogs = [];

    /// <summary>Billable reports.</summary>
    public long Reports { get; private set; }

    /// <summary>Unrounded COGS in units of 10⁻⁸, by currency; currencies without a report left out.</summary>
    public IEnumerable<(string Currency, Int128 Cogs)> Cogs => _cogs.Where(c => c.Reports > 0).Select(c => (c.Currency, c.Amount));

    /// <summary>Modalities to ask <see cref="CountsOf"/> for: 0 up to this.</summary>
    public int ModalityCount => _cells.Count;

    /// <summary>Billable reports of a modality: three counts a day, by priority, from the month's first day on; empty for none.</summary>
    public ReadOnlySpan<int> CountsOf(int modality) => _cells[modality];

    /// <summary>Adds (or, with −1, takes away) a report.</summary>
    public void Count(int modality, int day, int priority, string currency, Int128 cogs, int sign)
    {
        Cells(modality)[((day - _firstDay) * Priorities) + priority] += sign;
        Reports += sign;
        var sum = CogsIn(currency);
        sum.Reports += sign;
        sum.Amount += sign > 0 ? cogs : -cogs;
        Check(sum);
    }

    /// <summary>Adds a difference.</summary>
    public void Add(MonthFigures difference)
    {
        Reports += difference.Reports;
        for (var modality = 0; modality < difference.ModalityCount; modality++)
        {
            var counts = difference.CountsOf(modality);
            for (var i = 0; i < counts.Length; i++)
            {
                Cells(modality)[i] += counts[i];
            }
        }

        foreach (var part in difference._cogs)
        {
            var sum = CogsIn(part.Currency);
            sum.Reports += part.Reports;
            sum.Amount += part.Amount;
            Check(sum);
        }
    }

    private void Check(CogsSum changed)
    {
        Invariant.Check(isDifference || Reports >= 0, "no more reports leave a month than entered it");
        Invariant.Check(
            isDifference || changed.Reports > 0 || (changed.Reports == 0 && changed.Amount == 0), "a month without reports has no COGS");
    }

    private int[] Cells(int modality)
    {
        while (_cells.Count <= modality)
        {
            _cells.Add(null);
        }

        return _cells[modality] ??= new int[_days * Priorities];
    }

    /// <summary>A few currencies at most: a walk is faster than hashing their names.</summary>
    private CogsSum CogsIn(string currency)
    {
        foreach (var sum in _cogs)
        {
            if (ReferenceEquals(sum.Currency, currency) || sum.Currency == currency)
            {
                return sum;
            }
        }

        _cogs.Add(new CogsSum(currency));
        return _cogs[^1];
    }

    private sealed class CogsSum(string currency)
    {
        public string Currency => currency;

        public long Reports { get; set; }

        public Int128 Amount { get; set; }
    }
}
