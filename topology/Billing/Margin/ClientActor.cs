using Sluice.Engine.Actors;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>One client: its running months, and the order of its days where a contract limits them. Owned by the shard's thread.</summary>
public sealed class ClientActor(int number, string key) : KeyedActor(number, key)
{
    private readonly Dictionary<int, ClientMonth> _months = [];
    private ClientMonth? _lastMonth;

    public IEnumerable<ClientMonth> Months => _months.Values;

    /// <summary>The order of its reports a day; null while no contract of its limits a day's reports.</summary>
    public DayQueues? Days { get; set; }

    /// <summary>Whether it is known if a contract limits the client's days; see <see cref="HardGate"/>.</summary>
    public bool IsGateKnown { get; set; }

    /// <summary>The client's rules have changed.</summary>
    public void ForgetRules()
    {
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
