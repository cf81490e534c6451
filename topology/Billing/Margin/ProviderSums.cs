using Sluice.Engine.State;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>What this shard's reports earn each provider, by month, rule and currency. Owned by the shard's thread.</summary>
public sealed class ProviderSums(StringTable providers)
{
    private readonly List<Desk> _desks = [];
    private readonly List<PartialSum> _dirty = [];

    /// <summary>All sums, those without a report included.</summary>
    public IEnumerable<PartialSum> All => _desks.SelectMany(desk => desk.Sums);

    /// <summary>The sum that a report of the day is part of. Versions of one rule share it.</summary>
    public PartialSum Of(int provider, int day, PayRule rule)
    {
        while (_desks.Count <= provider)
        {
            _desks.Add(new Desk(providers.Text(_desks.Count)));
        }

        return _desks[provider].SumOf(day, rule);
    }

    /// <summary>The row of this sum is to be given out at the end of the step.</summary>
    public void Touch(PartialSum sum)
    {
        if (!sum.IsDirty)
        {
            sum.IsDirty = true;
            _dirty.Add(sum);
        }
    }

    /// <summary>The sums changed since the last call.</summary>
    public IReadOnlyList<PartialSum> TakeDirty()
    {
        var dirty = _dirty.ToArray();
        _dirty.Clear();
        foreach (var sum in dirty)
        {
            sum.IsDirty = false;
        }

        return dirty;
    }

    private sealed class Desk(string id)
    {
        private readonly List<PartialSum> _sums = [];
        private PartialSum? _last;

        public IReadOnlyList<PartialSum> Sums => _sums;

        public PartialSum SumOf(int day, PayRule rule)
        {
            if (_last is { } last && last.IsOf(day, rule))
            {
                return last;
            }

            foreach (var sum in _sums)
            {
                if (sum.IsOf(day, rule))
                {
                    return _last = sum;
                }
            }

            _last = new PartialSum(id, BusinessMonth.OfDay(day), rule.RuleId, rule.Currency);
            _sums.Add(_last);
            return _last;
        }
    }
}
