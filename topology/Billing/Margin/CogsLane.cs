using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Billing.Margin;

/// <summary>The provider side of one (provider, modality, priority), as flat arrays over the days.</summary>
public sealed class CogsLane
{
    private readonly CogsSchedule _schedule;
    private readonly int[] _from;
    private readonly PayRule?[] _rules;

    public CogsLane(CogsSchedule schedule, Func<ProviderRuleRecord, PayRule> terms)
    {
        _schedule = schedule;
        _from = [.. schedule.Days.Spans.Select(s => s.From)];
        _rules = [.. schedule.Days.Spans.Select(s => s.Value.Rule is { } rule ? terms(rule) : null)];
    }

    /// <summary>The rule that pays a report of the day, or null where <see cref="Reason"/> says why not.</summary>
    public PayRule? At(int day)
    {
        var i = _from.Length - 1;
        while (_from[i] > day)
        {
            i--;
        }

        return _rules[i];
    }

    public string? Reason(int day) => _schedule.Reason(day);
}
