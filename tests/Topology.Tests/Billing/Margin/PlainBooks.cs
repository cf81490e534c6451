using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>Which records are booked and which are late, as decision 16 puts it, without an eye on speed.</summary>
internal sealed class PlainBooks(IReadOnlyList<MonthBooking> bookings)
{
    /// <summary>The late records of one client's report: offset and the month each waits for.</summary>
    public IEnumerable<string> Late(List<PlainVersion> report, string client)
    {
        var highest = report.Where(v => v.Revision == report.Max(x => x.Revision)).ToList();
        var booked = Booked(report, client);
        if (highest.Count == 1 && highest[0].Cancelled && booked is null)
            return [];
        return highest.Where(v => v != booked)
            .Select(v => (v.Offset, Month: booked?.Month ?? (IsClosed(client, v.Month) ? v.Month : -1)))
            .Where(v => v.Month >= 0)
            .Select(v => $"{v.Offset} {BusinessMonth.FromIndex(v.Month)}");
    }

    /// <summary>The version that counts in a total, or null.</summary>
    public PlainVersion? Counted(List<PlainVersion> report, string client)
    {
        var highest = report.Where(v => v.Revision == report.Max(x => x.Revision)).ToList();
        return Booked(report, client)
            ?? (highest.Count == 1 && !highest[0].Cancelled && !IsClosed(client, highest[0].Month) ? highest[0] : null);
    }

    private PlainVersion? Booked(List<PlainVersion> report, string client) =>
        Months(client).Select(month => In(report, client, month, long.MaxValue)).SingleOrDefault(v => v is not null);

    /// <summary>Bookings of one decision have one cut: the highest version below it lies in one month alone.</summary>
    private PlainVersion? In(List<PlainVersion> report, string client, int month, long upTo)
    {
        var chosen = Of(client, month).Where(b => b.MovesCut && b.Number <= upTo).MaxBy(b => b.Number);
        var below = report.Where(v => v.Offset < chosen?.Cut).ToList();
        var highest = below.Where(v => v.Revision == below.Max(x => x.Revision)).ToList();
        return highest is [{ Cancelled: false } only] && only.Month == month && !chosen!.Excluded.Contains(only.Offset)
            && Months(client).All(other => other == month || In(report, client, other, chosen.Number) is null) ? only : null;
    }

    private bool IsClosed(string client, int month) => Months(client).Contains(month);

    private IEnumerable<int> Months(string client) =>
        bookings.Where(b => b.Client == client).Select(b => BusinessMonth.Parse(b.Month).Index).Distinct();

    private IEnumerable<MonthBooking> Of(string client, int month) =>
        bookings.Where(b => b.Client == client && BusinessMonth.Parse(b.Month).Index == month);
}
