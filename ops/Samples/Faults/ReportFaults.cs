using Sluice.Samples.Chance;
using Sluice.Samples.Market;
using Sluice.Samples.Traffic;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Faults;

/// <summary>Decides when which fault strikes the reports. A resend or correction names a good report and a late one is good itself; every other fault is a report of its own.</summary>
internal sealed class ReportFaults
{
    private const int LatePerMillion = 500;

    private readonly Dice _dice;
    private readonly DateOnly _first;
    private readonly (FaultClock Clock, Action<GoodReport> Strike)[] _kinds;
    private readonly HeldFaults _holds;
    private readonly FaultClock _late;
    private int _lateOwed;

    public ReportFaults(MarketPlace market, ReportDrawer drawer, Outbox outbox, JsonLine line)
    {
        _dice = new Dice(market.Options.Seed, DiceStream.Faults);
        _first = market.Options.FirstDay;
        var desk = new FaultDesk(market, drawer, outbox, line, _dice);
        var (resends, spoils, waits) = (new Resends(desk), new Spoils(desk), new PendingFaults(desk));
        _holds = new HeldFaults(desk);
        _kinds =
        [
            Kind(5_000, resends.Duplicate), Kind(4_000, resends.Correct), Kind(2_000, resends.Cancel), Kind(500, resends.Contradict),
            Kind(500, waits.UnknownProvider), Kind(500, waits.UnknownClient), Kind(1_000, spoils.Malform),
            Kind(300, waits.NoClientRule), Kind(300, waits.OtherCurrency), Kind(300, waits.NoProviderRule),
            Kind(200, waits.ProviderNotStarted), Kind(500, _holds.TooManyImages), Kind(500, _holds.BeyondTheDay),
        ];
        _late = new FaultClock(market.Options.Reports, LatePerMillion, _dice);

        (FaultClock, Action<GoodReport>) Kind(long perMillion, Action<GoodReport> strike) =>
            (new FaultClock(market.Options.Reports, perMillion, _dice), strike);
    }

    /// <summary>Moves a report that is due to come late into the last three days of the month before.</summary>
    /// <param name="number">Good reports before it.</param>
    /// <returns>The truth about it, if it is moved.</returns>
    public Truth? Late(long number, SampleClient client, ref ReportDraft report)
    {
        while (_late.Strikes(number))
            _lateOwed++;
        // A report less on a day would leave a place that its client's held ones would move up to; and a fee or minimum
        // would be charged for all of a month that is here with a few of its days only.
        if (_lateOwed == 0 || client.Terms is not { DayLimit: null, ContractType: "PER_REPORT" })
            return null;
        _lateOwed--;
        var ago = _dice.Between(1, 3 * 86_400_000);
        report = report with { CompletedAt = Rhythm.BeginningOf(_first).AddMilliseconds(-ago) };
        return new Truth(
            FaultKinds.Late, SampleTopics.Reports, report.Id, report.ClientId, InBooks.PriorMonth,
            $"completed in {_first.AddMonths(-1).Written()[..7]}");
    }

    /// <summary>Adds the faults that are due after a good report.</summary>
    /// <param name="number">Good reports before it.</param>
    public void After(long number, GoodReport report)
    {
        foreach (var (clock, strike) in _kinds)
        {
            while (clock.Strikes(number))
                strike(report);
        }
        _holds.Settle(report);
    }
}
