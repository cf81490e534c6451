using Sluice.Samples.Chance;
using Sluice.Samples.Market;
using Sluice.Samples.Traffic;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Faults;

/// <summary>What the makers of faults share.</summary>
internal sealed record FaultDesk(MarketPlace Market, ReportDrawer Drawer, Outbox Outbox, JsonLine Line, Dice Dice)
{
    private const int LaterAtMost = 600;

    /// <summary>A new report that stands like a good one, but takes no place that its client's day allows to another.</summary>
    public ReportDraft Fresh(GoodReport like) =>
        like.Client.Terms.DayLimit is null
            ? like.Draft with { Id = Drawer.NextId(), CompletedAt = like.At.Utc }
            : Of(Market.Largest, like.At);

    /// <summary>A new report of a client, of a modality it usually sends.</summary>
    public ReportDraft Of(SampleClient client, Moment at) => Drawer.Draw(Dice, client, client.Mix.Pick(Dice), at);

    public void Now(ReportDraft report) => Outbox.Put(report.Write(Line));

    public void Now(ReportDraft report, string kind, string books, string detail) =>
        Outbox.Put(report.Write(Line), Truth(report, kind, books, detail));

    /// <summary>Lets a record leave up to some hundred reports later.</summary>
    public void Later(SampleRecord record, Truth truth) => Outbox.PutLater(record, truth, Dice.Between(1, LaterAtMost));

    public static Truth Truth(ReportDraft report, string kind, string books, string detail) =>
        new(kind, SampleTopics.Reports, report.Id, report.ClientId, books, detail);
}
