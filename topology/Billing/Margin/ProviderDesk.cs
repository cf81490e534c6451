using Sluice.Engine;
using Sluice.Engine.State;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// All providers of a shard: the lanes that say which rule pays a report, and what this shard's reports earn them by
/// month and rule. Owned by the shard's thread.
/// </summary>
public sealed class ProviderDesk(StringTable providers, Studies studies)
{
    private const int Priorities = 3;

    private readonly List<Desk> _desks = [];
    private readonly Dictionary<ProviderRuleRecord, PayRule> _rules = new(ReferenceEqualityComparer.Instance);
    private readonly List<PartialSum> _dirty = [];
    private PriceBook _book = PriceBook.Empty;

    /// <summary>Takes the book; lanes of providers that the change may touch are worked out again when next asked for.</summary>
    public void Advance(PriceBook book, BookDelta delta)
    {
        _book = book;
        for (var number = 0; number < _desks.Count; number++)
        {
            if (delta.TouchesProvider(_desks[number].Id))
            {
                _desks[number].Lanes.Clear();
            }
        }

        if (delta.AllProviders || !delta.Providers.IsEmpty)
        {
            _rules.Clear();
        }
    }

    public CogsLane Lane(int provider, int modality, Priority priority)
    {
        var lanes = DeskOf(provider).Lanes;
        var at = (modality * Priorities) + (int)priority;
        while (lanes.Count <= at)
        {
            lanes.Add(null);
        }

        return lanes[at] ??= new CogsLane(
            CogsSchedule.For(_book, DeskOf(provider).Id, studies.ModalityText(modality), priority),
            TermsOf);
    }

    /// <summary>Adds (or, with −1, takes away) what a report earns its provider.</summary>
    public void Count(int provider, int day, PayRule rule, Int128 cogs, int sign)
    {
        var sum = DeskOf(provider).SumOf(day, rule);
        sum.Reports += sign;
        sum.Cogs += sign > 0 ? cogs : -cogs;
        Invariant.Check(sum.Reports > 0 || (sum.Reports == 0 && sum.Cogs == 0), "a rule without reports earns nothing");
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

    private PayRule TermsOf(ProviderRuleRecord rule)
    {
        if (!_rules.TryGetValue(rule, out var terms))
        {
            _rules[rule] = terms = new PayRule(rule);
        }

        return terms;
    }

    private Desk DeskOf(int provider)
    {
        while (_desks.Count <= provider)
        {
            _desks.Add(new Desk(providers.Text(_desks.Count)));
        }

        return _desks[provider];
    }

    private sealed class Desk(string id)
    {
        private readonly List<PartialSum> _sums = [];
        private PartialSum? _last;

        public string Id => id;

        public List<CogsLane?> Lanes { get; } = [];

        /// <summary>Sums are kept by rule id: versions of one rule share a line.</summary>
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

/// <summary>What one shard's reports of a month earn a provider under one rule, unrounded.</summary>
public sealed class PartialSum(string provider, BusinessMonth month, string ruleId, string currency)
{
    private readonly int _firstDay = month.FirstDay;
    private readonly int _lastDay = month.LastDay;

    public string Provider => provider;

    public BusinessMonth Month => month;

    public string RuleId => ruleId;

    public string Currency => currency;

    public long Reports { get; set; }

    /// <summary>Units of 10⁻⁸ of the currency.</summary>
    public Int128 Cogs { get; set; }

    public bool IsDirty { get; set; }

    public bool IsOf(int day, PayRule rule) =>
        day >= _firstDay
        && day <= _lastDay
        && (ReferenceEquals(ruleId, rule.RuleId) || ruleId == rule.RuleId)
        && (ReferenceEquals(currency, rule.Currency) || currency == rule.Currency);
}
