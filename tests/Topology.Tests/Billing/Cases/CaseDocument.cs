using System.Text;
using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Cases;

/// <summary>The document of a case: every rule that won a day, priced by <see cref="ClientPricing.Price"/>.</summary>
internal static class CaseDocument
{
    /// <summary>Lines by rule_id, with the total the engine gives.</summary>
    public static (IReadOnlyList<StatedLine> Lines, decimal Total) Of(ClientCase priced)
    {
        var book = PriceBook.Empty.With(priced.Books.Known.Select(Decoded));
        List<StatedLine> lines = [];
        var total = 0m;
        foreach (var won in SlotDays.Won(book, CaseBooks.Client, priced.Month.FirstDay, priced.Month.LastDay).Where(w => w.Rule.Currency == priced.Currency))
        {
            var counts = Counts(priced, book, won.Rule);
            var price = ClientPricing.Price(
                won.Rule, counts.Routine + counts.Urgent + counts.Stat, priced.Digits, counts, new Proration(won.Days, priced.Month.Days));
            lines.AddRange(price.Lines.Select(line => StatedLine.Of(won.Rule.RuleId, line)));
            total += price.Total;
        }

        return (lines, total);
    }

    public static ReferenceRecord Decoded(MarginRecord message) =>
        ReferenceDecoder.TryDecode(message.Topic, Encoding.UTF8.GetBytes(message.Key), hasKey: true, Encoding.UTF8.GetBytes(message.Json), out var record, out var rejection)
            ? record!
            : throw new FormatException(rejection!.Reason);

    private static PriorityCounts Counts(ClientCase priced, PriceBook book, ClientRuleRecord rule)
    {
        var calendar = new BusinessCalendar(priced.Zone);
        var its = priced.Books.Reports
            .Where(report => priced.CanCount(report) && calendar.DayOf(report.At.UtcTicks) is var day && priced.Month.Contains(day)
                && ReferenceEquals(book.ClientRule(CaseBooks.Client, report.Modality, day), rule))
            .ToLookup(report => report.Priority);
        return new(its[Priority.Routine].Count(), its[Priority.Urgent].Count(), its[Priority.Stat].Count());
    }
}
