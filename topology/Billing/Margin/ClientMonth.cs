using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>One client's month: its running figures, and what they will differ by under the book that is moved to. Owned by the shard's thread.</summary>
public sealed class ClientMonth(ClientActor client, BusinessMonth month)
{
    private readonly int _firstDay = month.FirstDay;
    private readonly int _lastDay = month.LastDay;

    public ClientActor Client => client;

    public BusinessMonth Month => month;

    /// <summary>First day, counted from 1970-01-01.</summary>
    public int FirstDay => _firstDay;

    /// <summary>Whether a day, counted from 1970-01-01, is one of the month.</summary>
    public bool Contains(int day) => day >= _firstDay && day <= _lastDay;

    /// <summary>The figures by the book that counts.</summary>
    public MonthFigures Figures { get; } = new(month, isDifference: false);

    /// <summary>What the book that is moved to changes of them; null while it changes nothing.</summary>
    public MonthFigures? Shift { get; set; }

    /// <summary>The rules that won a day of the month, until the client's rules change; see <see cref="RevenueSheet"/>.</summary>
    public IReadOnlyList<RuleCount>? Rules { get; set; }

    /// <summary>Whether it is in the list of months whose row is to be computed again.</summary>
    public bool IsDirty { get; set; }
}
