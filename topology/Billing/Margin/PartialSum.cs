using Sluice.Engine;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// What one shard's reports of a month earn a provider under one rule, unrounded, and what that will differ by under the
/// book that is moved to. Owned by the shard's thread.
/// </summary>
public sealed class PartialSum(string provider, BusinessMonth month, string ruleId, string currency)
{
    private readonly int _firstDay = month.FirstDay;
    private readonly int _lastDay = month.LastDay;
    private long _shiftReports;
    private Int128 _shiftCogs;

    public string Provider => provider;

    public BusinessMonth Month => month;

    public string RuleId => ruleId;

    public string Currency => currency;

    public long Reports { get; private set; }

    /// <summary>Units of 10⁻⁸ of the currency.</summary>
    public Int128 Cogs { get; private set; }

    public bool IsDirty { get; set; }

    /// <summary>Whether it is in the list of sums that the book that is moved to changes.</summary>
    public bool IsShifting { get; set; }

    public bool IsOf(int day, PayRule rule) =>
        day >= _firstDay
        && day <= _lastDay
        && (ReferenceEquals(ruleId, rule.RuleId) || ruleId == rule.RuleId)
        && (ReferenceEquals(currency, rule.Currency) || currency == rule.Currency);

    /// <summary>Adds (or, with −1, takes away) a report.</summary>
    public void Count(Int128 cogs, int sign)
    {
        Reports += sign;
        Cogs += sign > 0 ? cogs : -cogs;
        Invariant.Check(Reports > 0 || (Reports == 0 && Cogs == 0), "a rule without reports earns nothing");
    }

    /// <summary>Adds (or, with −1, takes away) a report of the difference to the book that is moved to.</summary>
    public void Shift(Int128 cogs, int sign)
    {
        _shiftReports += sign;
        _shiftCogs += sign > 0 ? cogs : -cogs;
    }

    /// <summary>The book has been moved to.</summary>
    public void EndShift()
    {
        Reports += _shiftReports;
        Cogs += _shiftCogs;
        (_shiftReports, _shiftCogs, IsShifting) = (0, 0, false);
        Invariant.Check(Reports > 0 || (Reports == 0 && Cogs == 0), "a rule without reports earns nothing");
    }
}
