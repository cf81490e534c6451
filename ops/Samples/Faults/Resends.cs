using Sluice.Samples.Market;
using Sluice.Samples.Traffic;

namespace Sluice.Samples.Faults;

/// <summary>Reports that come more than once: the same, corrected, withdrawn or at odds with themselves.</summary>
internal sealed class Resends(FaultDesk desk)
{
    private const int MoreImagesAtMost = 40;

    public void Duplicate(GoodReport good) =>
        desk.Later(good.Record, FaultDesk.Truth(good.Draft, FaultKinds.Duplicate, InBooks.Duplicate, "sent again, byte for byte"));

    public void Correct(GoodReport good)
    {
        var report = good.Draft;
        var other = Modality.All[good.Client.Mix.Pick(desk.Dice)].Code;
        // Under a limit of reports a day, one that changes rules would move the places of the others.
        var corrected = other == report.Modality || good.Client.Terms.DayLimit is not null || desk.Dice.Percent(60)
            ? report with { Images = MoreImages(report) }
            : report with { Modality = other };
        var detail = corrected.Modality == report.Modality
            ? $"images {report.Images} corrected to {corrected.Images}"
            : $"modality {report.Modality} corrected to {corrected.Modality}";
        desk.Later(
            corrected.Write(desk.Line, revision: 2), FaultDesk.Truth(report, FaultKinds.Revision, InBooks.Supersedes, detail));
    }

    public void Cancel(GoodReport like)
    {
        var report = desk.Fresh(like);
        desk.Now(report);
        desk.Later(
            report.Write(desk.Line, revision: 2, cancelled: true),
            FaultDesk.Truth(report, FaultKinds.Cancelled, InBooks.Cancelled, "cancelled by revision 2"));
    }

    public void Contradict(GoodReport like)
    {
        var report = desk.Fresh(like);
        var rival = report with { Images = MoreImages(report) };
        desk.Now(report);
        desk.Later(
            rival.Write(desk.Line),
            FaultDesk.Truth(
                report, FaultKinds.Conflict, InBooks.Conflict, $"images {report.Images} and {rival.Images} at one revision"));
    }

    private int MoreImages(ReportDraft report) => report.Images + (int)desk.Dice.Between(1, MoreImagesAtMost);
}
