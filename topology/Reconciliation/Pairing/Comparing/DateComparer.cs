using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Comparing;

/// <summary>Agreement of days: as the hand slips (a digit, two exchanged, day for month) and as bookings lag (days apart).</summary>
internal static class DateComparer
{
    private const int One = FieldAgreement.One;
    private const int CloseDays = 3;
    private const int NearDays = 7;
    private const int WeakDays = 31;

    /// <summary>Where the similarity of two days has fallen to nothing.</summary>
    private const int FarDays = 15;
    private const int SlipSimilarity = 800_000;

    public static Agreement Level(DateValue a, DateValue b)
    {
        var days = Days(a, b);
        var slips = EditDistance.UpTo(2, a.Key, b.Key);
        return slips <= 1 || days <= CloseDays || Exchanged(a.Key, b.Key) ? Agreement.Close
            : slips == 2 || days <= NearDays ? Agreement.Near
            : days <= WeakDays || SharedParts(a.Key, b.Key) ? Agreement.Weak
            : Agreement.Different;
    }

    /// <summary>Falls evenly over 15 days; at least 0.8 where one slip makes the difference.</summary>
    public static int Similarity(DateValue a, DateValue b)
    {
        var near = One - (int)((long)One * Math.Min(FarDays, Days(a, b)) / FarDays);
        var slip = EditDistance.UpTo(1, a.Key, b.Key) <= 1 || Exchanged(a.Key, b.Key);
        return slip ? Math.Max(near, SlipSimilarity) : near;
    }

    private static int Days(DateValue a, DateValue b) =>
        a.DayNumber is { } x && b.DayNumber is { } y ? Math.Abs(x - y) : int.MaxValue;

    /// <summary>Day and month in each other's place, of one year.</summary>
    private static bool Exchanged(string a, string b) =>
        a.AsSpan(0, 4).SequenceEqual(b.AsSpan(0, 4))
        && a.AsSpan(4, 2).SequenceEqual(b.AsSpan(6, 2))
        && a.AsSpan(6, 2).SequenceEqual(b.AsSpan(4, 2));

    /// <summary>Two of year, month and day.</summary>
    private static bool SharedParts(string a, string b)
    {
        var year = a.AsSpan(0, 4).SequenceEqual(b.AsSpan(0, 4));
        var month = a.AsSpan(4, 2).SequenceEqual(b.AsSpan(4, 2));
        var day = a.AsSpan(6, 2).SequenceEqual(b.AsSpan(6, 2));
        return (year ? 1 : 0) + (month ? 1 : 0) + (day ? 1 : 0) >= 2;
    }
}
