using Sluice.Topology.Books;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>Where a record stands with respect to the closed months of its client.</summary>
public enum VersionPlace : byte
{
    /// <summary>No closed month has a say: it counts, or waits, as the book says.</summary>
    Open = 0,

    /// <summary>It is in the documents of its month.</summary>
    Booked,

    /// <summary>It came after a month was closed, or was left out, and counts in nothing.</summary>
    Late,

    /// <summary>It says nothing any more: a higher revision has come, or it takes back what was never booked.</summary>
    Silent,
}

/// <summary>
/// Which version of a report is booked, and what that makes of the others (decision 16, "Which records are booked"). A
/// function of the report's versions and the bookings. Owned by the shard's thread.
/// </summary>
public sealed class BookedVersions(ReportFacts facts, BusinessCalendar calendar)
{
    /// <summary>Where a fact stands, and for one that is late the closed month (<see cref="BusinessMonth.Index"/>) it waits for.</summary>
    public (VersionPlace Place, int Month) PlaceOf(int index, ClosedMonths closed)
    {
        ref var fact = ref facts[index];
        if (closed.IsEmpty || (fact.Previous < 0 && fact.Stands && !closed.Span(calendar.DayOf(fact.CompletedAtTicks))))
        {
            return (IsSilent(fact) ? VersionPlace.Silent : VersionPlace.Open, 0);
        }

        var month = MonthOf(fact);
        if (fact.Superseded && !(closed.Base(month) is { } chosen && fact.Offset < chosen.Cut))
        {
            return (VersionPlace.Silent, 0);
        }

        var booked = Find(fact.Superseded || fact.Conflicting ? facts.Find(fact) : index, closed);
        return booked == index ? (VersionPlace.Booked, month)
            : fact.Superseded ? (VersionPlace.Silent, 0)
            : booked >= 0 ? (VersionPlace.Late, MonthOf(facts[booked]))
            : IsSilent(fact) ? (VersionPlace.Silent, 0)
            : closed.IsClosed(month) ? (VersionPlace.Late, month)
            : (VersionPlace.Open, 0);
    }

    /// <summary>The version of a report that is booked, or −1; never more than one is.</summary>
    /// <param name="head">The report's latest version.</param>
    public int Find(int head, ClosedMonths closed)
    {
        if (closed.IsEmpty || !MayBeBooked(head, closed))
        {
            return -1;
        }

        foreach (var month in closed.Months)
        {
            if (closed.Base(month) is { } chosen && FindIn(month, chosen, head, closed) is var booked and >= 0)
            {
                return booked;
            }
        }

        return -1;
    }

    private bool MayBeBooked(int head, ClosedMonths closed)
    {
        var version = head;
        while (version >= 0 && !closed.Span(calendar.DayOf(facts[version].CompletedAtTicks)))
        {
            version = facts[version].Previous;
        }

        return version >= 0;
    }

    /// <summary>The version that a decision booked in the month, or −1.</summary>
    private int FindIn(int month, Booking chosen, int head, ClosedMonths closed)
    {
        var highest = head;
        while (highest >= 0 && facts[highest].Offset >= chosen.Cut)
        {
            highest = facts[highest].Previous;
        }

        if (highest < 0)
        {
            return -1;
        }

        ref var fact = ref facts[highest];
        var isDisputed = fact.Previous >= 0 && facts[fact.Previous].Revision == fact.Revision;
        return !fact.Cancelled
            && !isDisputed
            && MonthOf(fact) == month
            && !chosen.Excluded.Contains(fact.Offset)
            && !IsBookedElsewhere(month, chosen.Number, head, closed) ? highest : -1;
    }

    /// <summary>
    /// Whether another closed month had booked a version by the decision: until that month gives it up, it is in no other. A
    /// month of the same decision has not, as both have one cut; and not to ask it leaves no circle, whatever the bookings say.
    /// </summary>
    private bool IsBookedElsewhere(int month, long decision, int head, ClosedMonths closed)
    {
        if (facts[head].Previous < 0)
        {
            return false;
        }

        foreach (var other in closed.MonthsBefore)
        {
            if (other != month && closed.BaseBefore(other, decision + 1) is { } chosen && chosen.Number < decision && FindIn(other, chosen, head, closed) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSilent(in ReportFact fact) => fact.Superseded || (fact.Cancelled && !fact.Conflicting);

    private int MonthOf(in ReportFact fact) => calendar.MonthOf(fact.CompletedAtTicks).Index;
}
