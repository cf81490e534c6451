using FsCheck;
using FsCheck.Fluent;
using Sluice.Engine.Testing.Driving;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>Laws that hold of random books and reports, whatever the figures.</summary>
public class FigureProperties
{
    private static readonly Config s_thorough = Config.QuickThrowOnFailure.WithMaxTest(200);

    /// <summary>Not through a price, a slot, a place in a day or a rate.</summary>
    [Fact]
    public void No_figure_of_a_month_is_moved_by_what_does_not_touch_the_month()
    {
        var histories =
            from reports in Gen.ArrayOf(MarginGen.Report, 40)
            from reference in Gen.ArrayOf(MarginGen.Reference, 30)
            from order in Gen.Shuffle(reports.Concat(reference).ToArray())
            from february in Gen.ArrayOf(MarginGen.ForFebruary, 5)
            select (order, february);

        Prop.ForAll(histories.ToArbitrary(), history =>
        {
            var desk = Sent(history.order);
            var before = Rows(desk, month => month != "2026-02");

            foreach (var record in history.february)
                desk.Send(record);

            Rows(desk, month => month != "2026-02").ShouldBe(before);
        }).Check(s_thorough);
    }

    /// <summary>Nothing missing is ever shown as zero: neither a rate, nor a report that waits.</summary>
    [Fact]
    public void A_figure_without_a_rate_is_null_and_every_standing_report_counts_or_waits()
    {
        var histories =
            from reports in Gen.ArrayOf(MarginGen.Report, 40)
            from reference in Gen.ArrayOf(MarginGen.Reference, 30)
            select (reports, reference, order: reference.Concat(reports).ToArray());

        Prop.ForAll(histories.ToArbitrary(), history =>
        {
            var desk = Sent(history.order);
            var isRated = history.reference.Any(r => r.Topic == "fx_rates");
            var margins = desk.Driver.Table(MarginTables.MarginSummary);
            foreach (var row in margins)
            {
                if (row.Text("currency") != "INR" && !isRated)
                    row.Amount("revenue_inr").ShouldBeNull();
                if (row.Amount("revenue_inr") is null || row.Amount("cogs_inr") is null)
                    (row.Amount("margin_inr"), row.Amount("margin_pct")).ShouldBe((null, null));
                else
                    row.Amount("margin_inr").ShouldBe(row.Amount("revenue_inr") - row.Amount("cogs_inr"));
                row.Number("reports").ShouldBeGreaterThan(0);
            }

            var waiting = desk.Driver.Table(MarginTables.PendingRecords).Where(r => r.Text("kind") is "pending" or "held");
            (margins.Sum(r => r.Number("reports")) + waiting.Count()).ShouldBe(Standing(history.reports));
        }).Check(s_thorough);
    }

    /// <summary>Reports with a single content at their highest revision, which is not cancelled.</summary>
    private static long Standing(IEnumerable<MarginRecord> reports) => reports
        .Select(r => MarginGen.Read(r))
        .GroupBy(r => (r.Client, r.Id))
        .Select(versions => versions.Where(v => v.Revision == versions.Max(x => x.Revision)).Select(v => v.Json).Distinct().ToList())
        .LongCount(contents => contents.Count == 1 && !contents[0].Contains("\"cancelled\":true", StringComparison.Ordinal));

    private static MarginDesk Sent(MarginRecord[] records)
    {
        var desk = new MarginDesk(shards: 2, batch: 5);
        foreach (var record in records)
            desk.Send(record);
        return desk;
    }

    /// <summary>Figures, and who waits; in which words it waits may change.</summary>
    private static List<string> Rows(MarginDesk desk, Func<string, bool> isWanted) =>
    [
        .. new[] { MarginTables.MarginSummary, MarginTables.ProviderSummary }
            .SelectMany(desk.Driver.Table)
            .Where(row => isWanted(row.Text("month")!))
            .Select(row => row.ToString()),
        .. desk.Waiting().Where(waiting => isWanted(waiting.Split(' ')[1])),
    ];
}
