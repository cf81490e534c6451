using Sluice.Samples.Chance;
using Sluice.Samples.Market;
using Sluice.Samples.Traffic;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Faults;

/// <summary>Adds faulty reports to the good ones. A resend or correction names a good report; every other fault is a report of its own.</summary>
internal sealed class ReportFaults
{
    private const int LaterAtMost = 600;

    private readonly ReportDrawer _drawer;
    private readonly Outbox _outbox;
    private readonly JsonLine _line;
    private readonly Dice _dice;
    private readonly (FaultClock Clock, Action<ReportDraft, SampleRecord> Strike)[] _kinds;
    private int _malformed;
    private int _strangers;

    public ReportFaults(SampleOptions options, ReportDrawer drawer, Outbox outbox, JsonLine line)
    {
        (_drawer, _outbox, _line) = (drawer, outbox, line);
        _dice = new Dice(options.Seed, DiceStream.Faults);
        _kinds =
        [
            Kind(5_000, Duplicate), Kind(4_000, Correct), Kind(2_000, Cancel), Kind(500, Contradict),
            Kind(500, UnknownProvider), Kind(500, UnknownClient), Kind(1_000, Malform),
        ];

        (FaultClock, Action<ReportDraft, SampleRecord>) Kind(long perMillion, Action<ReportDraft, SampleRecord> strike) =>
            (new FaultClock(options.Reports, perMillion, _dice), strike);
    }

    /// <summary>Adds the faults that are due after a good report.</summary>
    /// <param name="number">Good reports before it.</param>
    public void After(long number, ReportDraft report, SampleRecord record)
    {
        foreach (var (clock, strike) in _kinds)
        {
            while (clock.Strikes(number))
                strike(report, record);
        }
    }

    private void Duplicate(ReportDraft report, SampleRecord record) =>
        Later(record, Truth("duplicate", report, "sent again, byte for byte"));

    private void Correct(ReportDraft report, SampleRecord record)
    {
        var other = _dice.Pick(Modality.All).Code;
        var corrected = other == report.Modality || _dice.Percent(60)
            ? report with { Images = report.Images + (int)_dice.Between(1, 40) }
            : report with { Modality = other };
        var detail = corrected.Modality == report.Modality
            ? $"images {report.Images} corrected to {corrected.Images}"
            : $"modality {report.Modality} corrected to {corrected.Modality}";
        Later(corrected.Write(_line, revision: 2), Truth("revision", report, detail));
    }

    private void Cancel(ReportDraft like, SampleRecord record)
    {
        var report = like with { Id = _drawer.NextId() };
        _outbox.Put(report.Write(_line));
        Later(report.Write(_line, revision: 2, cancelled: true), Truth("cancelled", report, "cancelled by revision 2"));
    }

    private void Contradict(ReportDraft like, SampleRecord record)
    {
        var report = like with { Id = _drawer.NextId() };
        var rival = report with { Images = report.Images + (int)_dice.Between(1, 40) };
        _outbox.Put(report.Write(_line));
        Later(rival.Write(_line), Truth("conflict", report, $"images {report.Images} and {rival.Images} at one revision"));
    }

    private void UnknownProvider(ReportDraft like, SampleRecord record)
    {
        var report = like with { Id = _drawer.NextId(), ProviderId = $"P-X{++_strangers:0000}" };
        _outbox.Put(report.Write(_line), Truth("unknown_provider", report, $"provider {report.ProviderId} has no record"));
    }

    private void UnknownClient(ReportDraft like, SampleRecord record)
    {
        var report = like with { Id = _drawer.NextId(), ClientId = $"C-X{++_strangers:0000}" };
        _outbox.Put(report.Write(_line), Truth("unknown_client", report, $"client {report.ClientId} has no record"));
    }

    private void Malform(ReportDraft like, SampleRecord record)
    {
        var report = like with { Id = _drawer.NextId() };
        var (detail, json) = Malformations.Apply(_malformed++, report, report.Write(_line).Json);
        _outbox.Put(
            new SampleRecord(SampleTopics.Reports, report.ClientId, json), Truth("malformed", report, detail));
    }

    private void Later(SampleRecord record, Truth truth) => _outbox.PutLater(record, truth, _dice.Between(1, LaterAtMost));

    private static Truth Truth(string kind, ReportDraft report, string detail) =>
        new(kind, SampleTopics.Reports, report.Id, report.ClientId, detail);
}
