using Sluice.Topology.Books;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>Says in a sentence why a record is late. Owned by the shard's thread.</summary>
public sealed class LateReasons(ReportFacts facts, BusinessCalendar calendar)
{
    /// <param name="index">A fact that is late.</param>
    /// <param name="waitsFor">The closed month (<see cref="BusinessMonth.Index"/>) it waits for.</param>
    /// <param name="other">What would keep it from being billed if the month were open, or null.</param>
    public Notice Of(int index, int waitsFor, ClosedMonths closed, Notice? other)
    {
        var month = BusinessMonth.FromIndex(waitsFor);
        return new Notice(Notice.Late, Reason(index, month, closed, other), month);
    }

    /// <summary>Whether the decision on its month left the record out by name.</summary>
    public bool IsLeftOut(in ReportFact fact, int waitsFor, ClosedMonths closed) =>
        calendar.MonthOf(fact.CompletedAtTicks).Index == waitsFor && closed.Base(waitsFor)?.Excluded.Contains(fact.Offset) == true;

    private string Reason(int index, BusinessMonth month, ClosedMonths closed, Notice? other)
    {
        ref var fact = ref facts[index];
        var first = closed.First(month.Index);
        var chosen = closed.Base(month.Index) ?? first;
        var was = chosen == first ? "closed" : "rerun";
        var own = calendar.MonthOf(fact.CompletedAtTicks);
        if (IsLeftOut(fact, waitsFor: month.Index, closed))
        {
            return LeftOut(month, chosen, was == "closed" ? "closed by force" : was, other);
        }

        if (fact.Conflicting)
        {
            return $"revision {fact.Revision} has come with different contents, and {month} of client {chosen.ClientId} was {was} at offset {chosen.Cut}";
        }

        if (fact.Cancelled)
        {
            return $"cancels report {facts.ReportIdText(fact)} of {month}, which is closed";
        }

        return own != month ? $"moves report {facts.ReportIdText(fact)} from {month}, which is closed, to {own}"
            : fact.Offset >= chosen.Cut ? $"{month} of client {chosen.ClientId} was {was} at offset {chosen.Cut}; this record came after"
            : $"another month had report {facts.ReportIdText(fact)} booked when {month} of client {chosen.ClientId} was {was} at offset {chosen.Cut}";
    }

    private static string LeftOut(BusinessMonth month, Booking chosen, string was, Notice? other)
    {
        var left = $"was left out when {month} of client {chosen.ClientId} was {was}";
        return other is null ? $"{left}; a rerun with late records can bill it now" : $"{left}: {other.Reason}";
    }
}
