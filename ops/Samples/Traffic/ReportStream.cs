using Sluice.Samples.Chance;
using Sluice.Samples.Faults;
using Sluice.Samples.Market;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Traffic;

/// <summary>The reports of a month in the order they arrive, with the truth about each fault behind the record it names.</summary>
internal sealed class ReportStream(MarketPlace market)
{
    private bool _moved;

    /// <summary>Good reports drawn so far.</summary>
    public long GoodReports { get; private set; }

    /// <summary>Whether the count has come to a multiple of <paramref name="every"/> since it was last asked.</summary>
    public bool TakeProgress(int every)
    {
        var due = _moved && GoodReports % every == 0;
        _moved = false;
        return due;
    }

    public IEnumerable<SampleRecord> Records()
    {
        using var line = new JsonLine();
        var dice = new Dice(market.Options.Seed, DiceStream.Reports);
        var drawer = new ReportDrawer(market);
        var outbox = new Outbox(line);
        var faults = market.Options.Faults ? new ReportFaults(market, drawer, outbox, line) : null;
        foreach (var at in new Rhythm(market.Options).Times(dice))
        {
            var report = drawer.Draw(dice, at, out var client);
            var late = faults?.Late(GoodReports, client, ref report);
            var record = report.Write(line);
            outbox.Put(record, late);
            faults?.After(GoodReports, new GoodReport(report, record, client, at));
            outbox.Advance();
            GoodReports++;
            _moved = true;
            while (outbox.TryTake(out var next))
                yield return next;
        }
        outbox.AdvanceToEnd();
        while (outbox.TryTake(out var next))
            yield return next;
    }
}
