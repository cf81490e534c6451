namespace Sluice.Connectors.Fx.Ecb;

/// <summary>Collects the dates of a file, each once. Owned by the thread that reads the file.</summary>
internal sealed class EcbDays
{
    private readonly SortedDictionary<DateOnly, EcbDay> _days = [];

    public void Add(EcbDay day)
    {
        if (!_days.TryAdd(day.Date, day))
        {
            throw EcbFormatException.At(day.Line, "Date", $"{day.Date:yyyy-MM-dd} stands in line {_days[day.Date].Line} already");
        }
    }

    public EcbRates ToRates(IReadOnlyList<string> currencies) => _days.Count > 0
        ? new EcbRates([.. _days.Values.Reverse()], currencies)
        : throw EcbFormatException.Of("it holds no date: the header alone, or nothing");
}
