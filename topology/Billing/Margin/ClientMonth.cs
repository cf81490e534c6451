using System.Runtime.InteropServices;
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

    private readonly List<int[]?> _cells = [];
    private readonly Dictionary<string, CogsSum> _cogs = [];

    public ClientActor Client => client;

    public BusinessMonth Month => month;

    /// <summary>Billable reports.</summary>
    public long Reports { get; private set; }

    /// <summary>Whether it is in the list of months whose row is to be computed again.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Unrounded COGS in units of 10⁻⁸, by currency; currencies without a report left out.</summary>
    public IEnumerable<(string Currency, Int128 Cogs)> Cogs => _cogs.Where(c => c.Value.Reports > 0).Select(c => (c.Key, c.Value.Amount));

    /// <summary>Adds (or, with −1, takes away) a report.</summary>
    public void Count(int modality, int day, int priority, string currency, Int128 cogs, int sign)
    {
        Cells(modality)[((day - month.FirstDay) * Priorities) + priority] += sign;
        Reports += sign;
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_cogs, currency, out _);
        sum = new CogsSum(sum.Reports + sign, sum.Amount + (sign * cogs));
        Invariant.Check(sum.Reports >= 0 && Reports >= 0, "no more reports leave a month than entered it");
        Invariant.Check(sum.Reports > 0 || sum.Amount == 0, "a month without reports has no COGS");
    }

    /// <summary>Walks the cells that hold reports.</summary>
    public void Each(Action<int, int, int, int> modalityDayPriorityCount)
    {
        for (var modality = 0; modality < _cells.Count; modality++)
        {
            for (var i = 0; _cells[modality] is { } cells && i < cells.Length; i++)
            {
                if (cells[i] != 0)
                {
                    modalityDayPriorityCount(modality, month.FirstDay + (i / Priorities), i % Priorities, cells[i]);
                }
            }
        }
    }

    private int[] Cells(int modality)
    {
        while (_cells.Count <= modality)
        {
            _cells.Add(null);
        }

        return _cells[modality] ??= new int[month.Days * Priorities];
    }

    private readonly record struct CogsSum(long Reports, Int128 Amount);
}
