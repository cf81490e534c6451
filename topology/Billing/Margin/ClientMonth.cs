using Sluice.Engine;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// The running figures of one client's month: billable reports counted by (modality, day, priority), so that a new
/// client rule reprices the month without looking at a single report, and COGS summed by currency, unrounded. Owned by
/// the shard's thread.
/// </summary>
public sealed class ClientMonth(ClientActor client, BusinessMonth month)
{
    private const int Priorities = 3;

    private readonly int _firstDay = month.FirstDay;
    private readonly int _lastDay = month.LastDay;
    private readonly List<int[]?> _cells = [];
    private readonly List<CogsSum> _cogs = [];

    public ClientActor Client => client;

    public BusinessMonth Month => month;

    /// <summary>First day, counted from 1970-01-01.</summary>
    public int FirstDay => _firstDay;

    /// <summary>Whether a day, counted from 1970-01-01, is one of the month.</summary>
    public bool Contains(int day) => day >= _firstDay && day <= _lastDay;

    /// <summary>Billable reports.</summary>
    public long Reports { get; private set; }

    /// <summary>The rules that won a day of the month, until the client's rules change; see <see cref="RevenueSheet"/>.</summary>
    public IReadOnlyList<RuleCount>? Rules { get; set; }

    /// <summary>Whether it is in the list of months whose row is to be computed again.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Unrounded COGS in units of 10⁻⁸, by currency; currencies without a report left out.</summary>
    public IEnumerable<(string Currency, Int128 Cogs)> Cogs => _cogs.Where(c => c.Reports > 0).Select(c => (c.Currency, c.Amount));

    /// <summary>Adds (or, with −1, takes away) a report.</summary>
    public void Count(int modality, int day, int priority, string currency, Int128 cogs, int sign)
    {
        Cells(modality)[((day - _firstDay) * Priorities) + priority] += sign;
        Reports += sign;
        var sum = CogsIn(currency);
        sum.Reports += sign;
        sum.Amount += sign > 0 ? cogs : -cogs;
        Invariant.Check(sum.Reports >= 0 && Reports >= 0, "no more reports leave a month than entered it");
        Invariant.Check(sum.Reports > 0 || sum.Amount == 0, "a month without reports has no COGS");
    }

    /// <summary>Modalities to ask <see cref="CountsOf"/> for: 0 up to this.</summary>
    public int ModalityCount => _cells.Count;

    /// <summary>Billable reports of a modality: three counts a day, by priority, from the month's first day on; empty for none.</summary>
    public ReadOnlySpan<int> CountsOf(int modality) => _cells[modality];

    private int[] Cells(int modality)
    {
        while (_cells.Count <= modality)
        {
            _cells.Add(null);
        }

        return _cells[modality] ??= new int[month.Days * Priorities];
    }

    /// <summary>One or two currencies at most: a walk is faster than hashing their names.</summary>
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
