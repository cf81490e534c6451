using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Billing.Margin;

/// <summary>The provider side of one (provider, modality, priority), as flat arrays over the days.</summary>
public sealed class CogsLane
{
    private readonly CogsSchedule _schedule;
    private readonly int[] _from;
    private readonly PayRule?[] _rules;

    // The newest terms are asked for most: they are found without a look at the arrays.
    private readonly int _lastFrom;
    private readonly PayRule? _last;

    public CogsLane(CogsSchedule schedule, Func<ProviderRuleRecord, PayRule> terms)
    {
        _schedule = schedule;
        _from = [.. schedule.Days.Spans.Select(s => s.From)];
        _rules = [.. schedule.Days.Spans.Select(s => s.Value.Rule is { } rule ? terms(rule) : null)];
        (_lastFrom, _last) = (_from[^1], _rules[^1]);
    }

    /// <summary>The rule that pays a report of the day, or null where <see cref="Reason"/> says why not.</summary>
    public PayRule? At(int day)
    {
        if (day >= _lastFrom)
        {
            return _last;
        }

        var i = _from.Length - 2;
        while (_from[i] > day)
        {
            i--;
        }

        return _rules[i];
    }

    public string? Reason(int day) => _schedule.Reason(day);
}
