using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// The limits of a client's contract (contract §5): a report that breaches one is held out of billing. The place of a
/// report in its day counts every standing report that takes the same rule, held, pending for its provider or not, so
/// that neither a release nor a provider that becomes known moves another report's place. Owned by the shard's thread.
/// </summary>
public sealed class HardGate(ReportFacts facts)
{
    private readonly ReportOrder _order = new(facts);

    /// <summary>
    /// Finds out, before the client's first report enters, whether its days must be kept in order; a no-op once that is known.
    /// </summary>
    /// <param name="target">The book that is moved to, or null.</param>
    public void Know(ClientActor client, BookLens lens, BookLens? target)
    {
        if (!client.IsGateKnown)
        {
            client.IsGateKnown = true;
            client.Days = Limits(lens, client) || (target is not null && Limits(target, client)) ? new DayQueues(_order, isFilling: false) : null;
        }
    }

    /// <summary>The client's rules will change: true where the book that is moved to brings its first limit, and the queues are to be filled.</summary>
    public bool MustFill(ClientActor client, BookLens target)
    {
        if (!client.IsGateKnown || client.Days is not null || !Limits(target, client))
        {
            return false;
        }

        client.Days = new DayQueues(_order, isFilling: true);
        return true;
    }

    /// <summary>The book has been moved to: drops the order of days that nothing limits any more.</summary>
    public static void Settle(ClientActor client, BookLens lens)
    {
        if (client.Days is not null && !Limits(lens, client))
        {
            client.Days = null;
        }
    }

    /// <summary>Whether no limit of the rule that prices it holds the report.</summary>
    public bool Lets(int index, ClientActor client, int day, ClientRuleRecord rule, BookLens lens) =>
        rule.Limits.Lets(facts[index].Images)
        || (!(facts[index].Images > rule.Limits.MaxImagesPerReport) && !Shared(client, day, rule, lens).IsBeyond(index));

    /// <summary>Why the report is held under the rule that prices it, or null.</summary>
    public string? Breach(int index, ClientActor client, int day, ClientRuleRecord rule, BookLens lens)
    {
        if (rule.Limits.MaxImagesPerReport is { } images && facts[index].Images > images)
        {
            return $"{facts[index].Images} images exceed max_images_per_report {images} of rule {rule.RuleId}";
        }

        if (rule.Limits.MaxReportsPerDay is { } reports && Shared(client, day, rule, lens).IsBeyond(index))
        {
            return $"beyond the first {(reports == 1 ? "report" : $"{reports} reports")} of {EpochDay.ToDate(day):yyyy-MM-dd} "
                + $"(max_reports_per_day of rule {rule.RuleId}, in order of completed_at, report_id)";
        }

        return null;
    }

    /// <summary>
    /// The fact that stands just beyond the day's limit because of another, or −1: the one that an arrival, once it is in
    /// its queue, pushes out, and that the leaving of a report, while it is still in its queue, will let in.
    /// </summary>
    public static int Neighbour(int index, ClientActor client, int day, int modality, BookLens lens)
    {
        var rule = lens.Slot(client.Number, modality).At(day).Rule;
        if (rule?.Limits.MaxReportsPerDay is null)
        {
            return -1;
        }

        var shared = Shared(client, day, rule, lens);
        return shared.IsBeyond(index) ? -1 : shared.FirstBeyond();
    }

    private static bool Limits(BookLens lens, ClientActor client) =>
        lens.Book.ClientRulesOf(client.Key).Any(rule => rule.Limits.MaxReportsPerDay is not null);

    private static SharedDay Shared(ClientActor client, int day, ClientRuleRecord rule, BookLens lens) =>
        client.Days!.Of(day).Shared(rule, client.Number, day, lens);
}
