using Sluice.Samples.Traffic;

namespace Sluice.Samples.Faults;

/// <summary>Reports that cannot be taken, spoiled in one way after the other.</summary>
internal sealed class Spoils(FaultDesk desk)
{
    private int _turn;

    public void Malform(GoodReport like)
    {
        var report = desk.Fresh(like);
        var (detail, json) = Malformations.Apply(_turn++, report, report.Write(desk.Line).Json);
        desk.Outbox.Put(
            new SampleRecord(SampleTopics.Reports, report.ClientId, json),
            FaultDesk.Truth(report, FaultKinds.Malformed, InBooks.DeadLetter, detail));
    }
}
