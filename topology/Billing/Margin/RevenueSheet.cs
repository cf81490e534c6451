using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// A client's revenue of a month: the counts of each rule that won a day, priced as one document (contract §3). Owned
/// by one thread; its list is reused.
/// </summary>
public sealed class RevenueSheet
{
    private readonly List<RuleCount> _counts = [];

    /// <summary>Revenue in units of 10⁻⁸ of the client's currency, or null where it exceeds what a document can carry.</summary>
    public Int128? Total(ClientMonth month, PriceBook book, Studies studies)
    {
        Fill(month, book, studies);
        var total = Int128.Zero;
        try
        {
            foreach (var count in _counts)
            {
                total += ClientPricing.Revenue(
                    count.Rule,
                    count.Units,
                    Currencies.MinorUnits(count.Rule.Currency),
                    new PriorityCounts(count.ByPriority[0], count.ByPriority[1], count.ByPriority[2]),
                    new Proration(count.DaysWon, month.Month.Days));
            }
        }
        catch (OverflowException)
        {
            return null;
        }

        return total;
    }

    private void Fill(ClientMonth month, PriceBook book, Studies studies)
    {
        _counts.Clear();
        var currency = book.Client(month.Client.Key)!.Currency;
        foreach (var (rule, days) in SlotDays.Won(book, month.Client.Key, month.Month.FirstDay, month.Month.LastDay))
        {
            // A rule in another currency prices nothing: its reports are pending.
            if (rule.Currency == currency)
            {
                _counts.Add(new RuleCount(rule, days));
            }
        }

        month.Each((modality, day, priority, reports) =>
        {
            var rule = month.Client.Slot(book, modality, studies).At(day).Rule;
            var count = _counts.Find(c => ReferenceEquals(c.Rule, rule))!;
            count.Units += reports;
            count.ByPriority[priority] += reports;
        });
    }

    private sealed class RuleCount(ClientRuleRecord rule, int daysWon)
    {
        public ClientRuleRecord Rule => rule;

        public int DaysWon => daysWon;

        public long Units { get; set; }

        public long[] ByPriority { get; } = new long[3];
    }
}
