using System.Globalization;
using Sluice.Samples.Chance;
using Sluice.Samples.Faults;
using Sluice.Samples.Market;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Rates;

/// <summary>Daily rates of every foreign currency, from before the month to its end, with a correction now and then.</summary>
internal sealed class RateBook
{
    private const int DaysBefore = 10;
    private const int CorrectedPercent = 3;

    private readonly SampleOptions _options;
    private readonly Dice _dice;
    private readonly DateOnly[] _days;
    private readonly IReadOnlyList<decimal[]> _walks;
    private readonly List<(int Due, Marked Correction)> _corrections = [];

    private RateBook(SampleOptions options)
    {
        _options = options;
        _dice = new Dice(options.Seed, DiceStream.Rates);
        _days =
        [
            .. Enumerable.Range(-DaysBefore, DaysBefore + options.Days).Select(day => options.FirstDay.AddDays(day))
                .Where(day => day.DayOfWeek is not DayOfWeek.Saturday and not DayOfWeek.Sunday),
        ];
        _walks = RateWalk.Draw(_dice, _days.Length);
    }

    /// <summary>In the order of their publication.</summary>
    public static IEnumerable<Marked> Records(SampleOptions options) => options.Plain ? [] : new RateBook(options).Draw();

    /// <summary>The rate of every foreign currency that counts on the month's last day, corrections worked in; none in a plain month.</summary>
    public static IReadOnlyDictionary<string, decimal> MonthEnd(SampleOptions options)
    {
        if (options.Plain)
            return new Dictionary<string, decimal>(StringComparer.Ordinal);
        var walks = new RateBook(options)._walks;
        return SampleCurrency.Foreign.Index().ToDictionary(c => c.Item.Code, c => walks[c.Index][^1], StringComparer.Ordinal);
    }

    private IEnumerable<Marked> Draw()
    {
        var surely = (Day: (int)_dice.Below(_days.Length), Currency: (int)_dice.Below(SampleCurrency.Foreign.Count));
        for (var day = 0; day < _days.Length; day++)
        {
            for (var currency = 0; currency < _walks.Count; currency++)
            {
                var corrected = _options.Faults && ((day, currency) == surely || _dice.Percent(CorrectedPercent));
                var mark = _options.Faults && day == _days.Length - 1 ? Complete(currency) : null;
                yield return new Marked(corrected ? Mistaken(day, currency) : Rate(day, currency, _walks[currency][day], after: 0), mark);
            }
            foreach (var (_, correction) in _corrections.Where(c => c.Due == day))
                yield return correction;
        }
        foreach (var (_, correction) in _corrections.Where(c => c.Due >= _days.Length))
            yield return correction;
    }

    // The walk's own rate comes with the correction, one to three days after.
    private SampleRecord Mistaken(int day, int currency)
    {
        var rate = _walks[currency][day];
        var digits = SampleCurrency.Foreign[currency].RateDigits;
        var mistaken = Math.Round(rate * (1 + (_dice.Between(500, 9_000) / 1_000_000m)), digits, MidpointRounding.AwayFromZero);
        var after = (int)_dice.Between(1, 3);
        var code = SampleCurrency.Foreign[currency].Code;
        _corrections.Add((day + after, new Marked(Rate(day, currency, rate, after), new Truth(
            FaultKinds.CorrectedRate, SampleTopics.FxRates, Id(day, code), code, InBooks.Supersedes,
            string.Create(CultureInfo.InvariantCulture, $"rate {mistaken} corrected to {rate}")))));
        return Rate(day, currency, mistaken, after: 0);
    }

    private SampleRecord Rate(int day, int currency, decimal rate, int after)
    {
        var code = SampleCurrency.Foreign[currency].Code;
        return JsonLine.Record(SampleTopics.FxRates, code, json =>
        {
            json.WriteString("base", code);
            json.WriteString("quote", SampleCurrency.Base.Code);
            json.Date("date", _days[day]);
            json.WriteNumber("rate", rate);
            json.WriteString("source", "sample");
            json.WriteString("recorded_at", $"{_days[day].AddDays(after).Written()}T{12 + after}:{_dice.Between(0, 59):00}:00Z");
        });
    }

    private Truth Complete(int currency)
    {
        var code = SampleCurrency.Foreign[currency].Code;
        return new Truth(
            FaultKinds.RatesComplete, SampleTopics.FxRates, Id(_days.Length - 1, code), code, InBooks.Complete,
            $"a rate for each of {_days.Length} business days from {_days[0].Written()} to {_days[^1].Written()}");
    }

    private string Id(int day, string code) => $"{code} {_days[day].Written()}";
}
