using Sluice.Engine.Actors;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// One client: which rule its reports of a modality and day take, and its running months. Owned by the shard's thread.
/// </summary>
public sealed class ClientActor(int number, string key) : KeyedActor(number, key)
{
    private readonly List<SlotSchedule?> _slots = [];
    private readonly Dictionary<int, ClientMonth> _months = [];
    private ClientMonth? _lastMonth;

    public IEnumerable<ClientMonth> Months => _months.Values;

    /// <summary>Which rule the reports of a modality take, by day.</summary>
    public SlotSchedule Slot(PriceBook book, int modality, Studies studies)
    {
        while (_slots.Count <= modality)
        {
            _slots.Add(null);
        }

        return _slots[modality] ??= SlotSchedule.For(book, Key, studies.ModalityText(modality));
    }

    /// <summary>The client's rules may have changed.</summary>
    public void ForgetRules()
    {
        _slots.Clear();
        foreach (var month in _months.Values)
        {
            month.Rules = null;
        }
    }

    public ClientMonth MonthOf(int day)
    {
        if (_lastMonth is { } last && last.Contains(day))
        {
            return last;
        }

        var month = BusinessMonth.OfDay(day);
        if (!_months.TryGetValue(month.Index, out var figures))
        {
            _months[month.Index] = figures = new ClientMonth(this, month);
        }

        return _lastMonth = figures;
    }
}
