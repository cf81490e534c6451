using Sluice.Engine.Testing.Scheduling;
using Sluice.Topology.Reference;

namespace Sluice.Simulation.Worlds;

/// <summary>
/// Draws rates of the foreign currencies: published every few days or hardly ever, thick around the ends of months, where
/// the days count, revised, and for some currencies and times not at all.
/// </summary>
internal sealed class FxRateDraw(SimulationRandom random, Cast cast, Timeline timeline)
{
    /// <summary>Days beyond the history, on either side, of which there may be rates.</summary>
    private const int Margin = 12;

    private readonly ReferencePlacing _placing = new(random.Fork(), cast, timeline);

    // Per seed every month's last days have a rate of each currency, so that months can be closed.
    private readonly bool _closes = random.Percent(50);

    public void Draw()
    {
        if (_closes)
        {
            DrawMonthEnds();
        }

        foreach (var currency in Cast.AllCurrencies.Where(c => c != "INR" && !random.Percent(15)))
        {
            var everyDay = random.Pick([1, 6, 30]);
            var monthEnds = random.Pick([0, 15, 50]);
            var from = random.Percent(20) ? random.Below(cast.Days) : -Margin;
            var until = random.Percent(20) ? random.Below(cast.Days) : cast.Days + Margin;
            for (var day = from; day <= until; day++)
            {
                var date = Calendar.Start.AddDays(day);
                if (random.Percent(IsNearMonthEnd(date) ? monthEnds + everyDay : everyDay))
                {
                    _placing.Versions(ReferenceTopics.FxRates, currency, random.Percent(75) ? 1 : 3, recorded => Rate(currency, date, recorded));
                }
            }
        }
    }

    private void DrawMonthEnds()
    {
        for (var month = new DateOnly(Calendar.Start.Year, Calendar.Start.Month, 1); month < Calendar.Start.AddDays(cast.Days); month = month.AddMonths(1))
        {
            foreach (var currency in Cast.AllCurrencies.Where(c => c != "INR"))
            {
                var date = month.AddMonths(1).AddDays(-random.Range(1, 6));
                _placing.First(ReferenceTopics.FxRates, currency, Rate(currency, date, random.Instant(-300, cast.Days)));
            }
        }
    }

    /// <summary>From two days before the earliest that a month-end rate may be dated, to the first day that is too late.</summary>
    private static bool IsNearMonthEnd(DateOnly date) => date.Day == 1 || date.AddDays(9).Day <= 9;

    private string Rate(string currency, DateOnly date, string recorded)
    {
        var rate = currency switch
        {
            "JPY" => $"0.5{random.Below(100_000):00000}",
            "KWD" => $"27{random.Below(10)}.{random.Below(1_000):000}",
            _ => $"8{random.Below(10)}.{random.Below(100_000_000):00000000}",
        };
        return $$"""{"base":"{{currency}}","quote":"INR","date":"{{date:yyyy-MM-dd}}","rate":{{rate}},"source":"{{random.Pick(["bank", "desk"])}}","recorded_at":"{{recorded}}"}""";
    }
}
