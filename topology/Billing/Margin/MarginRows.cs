using Sluice.Engine.Actors;
using Sluice.Engine.Outputs;
using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>Turns changed figures into rows. Owned by the shard's thread.</summary>
public sealed class MarginRows(int shard, BooksSettings settings, ReportFacts facts, BusinessCalendar calendar)
{
    private const string Open = "open";

    private readonly List<ClientMonth> _dirty = [];

    /// <summary>The row of this month is to be computed at the end of the step.</summary>
    public void Touch(ClientMonth month)
    {
        if (!month.IsDirty)
        {
            month.IsDirty = true;
            _dirty.Add(month);
        }
    }

    /// <summary>Takes all rows as already given out.</summary>
    public void MarkShown()
    {
        _dirty.ForEach(static month => month.IsDirty = false);
        _dirty.Clear();
    }

    public void Collect(StepOutput output, ReportPricer pricer)
    {
        foreach (var month in _dirty)
        {
            output.Add(Summary(month, pricer.Book));
        }

        MarkShown();
        foreach (var sum in pricer.TakeProviderSums())
        {
            output.Add(Partial(sum));
        }
    }

    public RowChange Pending(int index, Notice notice)
    {
        ref var fact = ref facts[index];
        return RowChange.Upsert(
            MarginTables.PendingRecords,
            FinanceTopics.Reports,
            (long)shard,
            fact.Offset,
            facts.Clients.Text(fact.Client),
            facts.ReportIdText(fact),
            calendar.MonthOf(fact.CompletedAtTicks).ToString(),
            notice.Kind,
            notice.Reason);
    }

    public RowChange NoLongerPending(int index) =>
        RowChange.Delete(MarginTables.PendingRecords, FinanceTopics.Reports, (long)shard, facts[index].Offset);

    private RowChange Partial(PartialSum sum) => sum.Reports == 0
        ? RowChange.Delete(MarginTables.ProviderPartial, sum.Month.ToString(), sum.Provider, sum.Currency, sum.RuleId, (long)shard)
        : RowChange.Upsert(
            MarginTables.ProviderPartial,
            sum.Month.ToString(),
            sum.Provider,
            sum.Currency,
            sum.RuleId,
            (long)shard,
            sum.Reports,
            sum.Cogs);

    private RowChange Summary(ClientMonth month, PriceBook book)
    {
        if (month.Reports == 0)
        {
            return RowChange.Delete(MarginTables.MarginSummary, month.Month.ToString(), month.Client.Key);
        }

        var currency = book.Client(month.Client.Key)!.Currency;
        var revenue = Decimal(RevenueSheet.Total(month, book, facts.Studies));
        var revenueInr = currency == settings.BaseCurrency ? revenue : null;
        var cogsInr = CogsInr(month);
        var marginInr = revenueInr - cogsInr;
        return RowChange.Upsert(
            MarginTables.MarginSummary,
            month.Month.ToString(),
            month.Client.Key,
            month.Reports,
            revenue,
            currency,
            revenueInr,
            cogsInr,
            marginInr,
            Percent(marginInr, revenueInr),
            Open,
            1L);
    }

    /// <summary>COGS in the base currency, or null where a part of it has no rate or it is beyond what a sum can carry.</summary>
    private decimal? CogsInr(ClientMonth month)
    {
        var total = Int128.Zero;
        foreach (var (currency, cogs) in month.Cogs)
        {
            if (currency != settings.BaseCurrency)
            {
                return null;
            }

            total += cogs;
        }

        return total < CogsTerms.SumMax ? Scaled.ToDecimal(Scaled.Round(total, Currencies.MinorUnits(settings.BaseCurrency))) : null;
    }

    /// <summary>A figure beyond what a document can carry is shown as missing, like one without a rate.</summary>
    private static decimal? Decimal(Int128? scaled)
    {
        try
        {
            return scaled is { } amount ? Scaled.ToDecimal(amount) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static decimal? Percent(decimal? part, decimal? whole) => whole is null or 0 || part is null
        ? null
        : Math.Round(100m * part.Value / whole.Value, 2, MidpointRounding.AwayFromZero);
}
