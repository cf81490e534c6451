using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>A rule and on how many days of a period it won its slot.</summary>
public readonly record struct DaysWon(ClientRuleRecord Rule, int Days);

/// <summary>Which rules won days of a month: their fees are due in proportion, reports or none.</summary>
public static class SlotDays
{
    /// <summary>Every rule of the client that won its slot on a day of the period, by rule_id (ordinal).</summary>
    /// <param name="firstDay">First day since 1970-01-01, inclusive.</param>
    /// <param name="lastDay">Last day since 1970-01-01, inclusive.</param>
    public static IReadOnlyList<DaysWon> Won(PriceBook book, string clientId, int firstDay, int lastDay)
    {
        var rules = book.ClientRulesOf(clientId).ToList();
        List<DaysWon> won = [];
        foreach (var slot in rules.Select(rule => rule.Modality).Distinct(StringComparer.Ordinal))
        {
            var winners = Enumerable.Range(firstDay, lastDay - firstDay + 1)
                .Select(day => book.SlotWinner(clientId, slot, day))
                .OfType<ClientRuleRecord>();
            won.AddRange(winners.GroupBy(rule => rule.RuleId, StringComparer.Ordinal).Select(days => new DaysWon(days.First(), days.Count())));
        }

        won.Sort((left, right) => string.CompareOrdinal(left.Rule.RuleId, right.Rule.RuleId));
        return won;
    }
}
