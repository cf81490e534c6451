using Sluice.Engine.Actors;
using Sluice.Engine.Outputs;
using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>Turns changed figures into rows. Owned by the shard's thread.</summary>
public sealed class MarginRows(int shard, BooksSettings settings)
{
    private const string Open = "open";

    private readonly List<ClientMonth> _dirty = [];

    /// <summary>The rows of closed months.</summary>
    public BookedRows Booked { get; } = new(shard);

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
            // A closed month shows what is booked, whatever its running figures come to.
            if (!pricer.Lens.Closed(month.Client.Number).IsClosed(month.Month.Index))
            {
                output.Add(Summary(month, pricer.Lens, output.Reference));
            }
        }

        Booked.Collect(output);
        MarkShown();
        foreach (var sum in pricer.TakeProviderSums())
        {
            output.Add(Partial(sum, pricer.Lens.Book, output.Reference));
        }
    }

    private RowChange Partial(PartialSum sum, PriceBook book, string reference)
    {
        if (sum.Reports == 0)
        {
            return RowChange.Delete(MarginTables.ProviderPartial, sum.Month.ToString(), sum.Provider, sum.Currency, sum.RuleId, (long)shard);
        }

        var rate = BaseAmounts.Factor(book, settings, sum.Currency, sum.Month, FxPolicy.MonthEnd);
        return RowChange.Upsert(
            MarginTables.ProviderPartial,
            sum.Month.ToString(),
            sum.Provider,
            sum.Currency,
            sum.RuleId,
            (long)shard,
            sum.Reports,
            sum.Cogs,
            rate is { } factor ? Scaled.ToDecimal(factor.Sum) : null,
            book.Closings.HasStatements(sum.Month.Index) ? ProviderTotals.ToldVersion : 0L,
            reference);
    }

    private RowChange Summary(ClientMonth month, BookLens lens, string reference)
    {
        if (month.Figures.Reports == 0)
        {
            return RowChange.Delete(MarginTables.MarginSummary, month.Month.ToString(), month.Client.Key);
        }

        var client = lens.Book.Client(month.Client.Key)!;
        var revenue = RevenueSheet.Total(month, lens);
        var revenueInr = BaseAmounts.Revenue(revenue, client, month.Month, lens.Book, settings);
        var cogsInr = BaseAmounts.Sum(month.Figures.Cogs, client.FxPolicy, month.Month, lens.Book, settings);
        var marginInr = revenueInr - cogsInr;
        return RowChange.Upsert(
            MarginTables.MarginSummary,
            month.Month.ToString(),
            month.Client.Key,
            month.Figures.Reports,
            Shown(revenue),
            client.Currency,
            Shown(revenueInr),
            Shown(cogsInr),
            Shown(marginInr),
            Percent(marginInr, revenueInr),
            Open,
            1L,
            reference);
    }

    /// <summary>A figure beyond what a document can carry is shown as missing, like one without a rate.</summary>
    internal static decimal? Shown(Int128? scaled)
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

    private static decimal? Percent(Int128? margin, Int128? revenue)
    {
        try
        {
            return margin is { } part && revenue is { } whole ? Shown(Scaled.Percent(part, whole)) : null;
        }
        catch (OverflowException)
        {
            // A loss of 10²⁰ on a revenue of a paisa: no percentage that anybody can read.
            return null;
        }
    }
}
