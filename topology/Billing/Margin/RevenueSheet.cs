using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Money;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>A client's revenue of a month: the counts of each rule that won a day, priced as one document (contract §3).</summary>
public static class RevenueSheet
{
    private const int Priorities = 3;

    /// <summary>Revenue in units of 10⁻⁸ of the client's currency, or null where it exceeds what a document can carry.</summary>
    public static Int128? Total(ClientMonth month, BookLens lens) => Total(Counts(month, lens));

    /// <summary>The rules that won a day of the month, by rule_id (ordinal), and how many reports each prices.</summary>
    internal static IReadOnlyList<RuleCount> Counts(ClientMonth month, BookLens lens)
    {
        month.Rules ??= Rules(lens.Book, month.Client.Key, month.Month);
        Fill(month, month.Rules, lens);
        return month.Rules;
    }

    /// <inheritdoc cref="Total(ClientMonth, BookLens)"/>
    internal static Int128? Total(IReadOnlyList<RuleCount> counts)
    {
        var total = Int128.Zero;
        try
        {
            foreach (var count in counts)
            {
                total += ClientPricing.Revenue(count.Rule, count.Units, count.MinorUnits, count.ByPriority, count.Won);
            }
        }
        catch (OverflowException)
        {
            return null;
        }

        return total;
    }

    /// <summary>
    /// The rules of a known client that won a day of the month. One in another currency than the client's prices nothing
    /// (its reports are pending), and charges no fee.
    /// </summary>
    internal static IReadOnlyList<RuleCount> Rules(PriceBook book, string clientId, BusinessMonth month)
    {
        var currency = book.Client(clientId)!.Currency;
        return
        [
            .. SlotDays.Won(book, clientId, month.FirstDay, month.LastDay)
                .Where(won => won.Rule.Currency == currency)
                .Select(won => new RuleCount(won.Rule, Currencies.MinorUnits(currency), new Proration(won.Days, month.Days))),
        ];
    }

    private static void Fill(ClientMonth month, IReadOnlyList<RuleCount> rules, BookLens lens)
    {
        foreach (var rule in rules)
        {
            rule.Clear();
        }

        for (var modality = 0; modality < month.Figures.ModalityCount; modality++)
        {
            var counts = month.Figures.CountsOf(modality);
            for (var i = 0; i < counts.Length; i += Priorities)
            {
                if ((counts[i] | counts[i + 1] | counts[i + 2]) != 0)
                {
                    var day = month.FirstDay + (i / Priorities);
                    var rule = lens.Slot(month.Client.Number, modality).At(day).Rule;
                    rules.First(r => ReferenceEquals(r.Rule, rule)).Add(counts[i], counts[i + 1], counts[i + 2]);
                }
            }
        }
    }
}
