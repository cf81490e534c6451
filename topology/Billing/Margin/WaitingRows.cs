using Sluice.Engine.Outputs;
using Sluice.Topology.Books;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>Turns notices into rows of <c>pending_records</c>, and late ones into rows of <c>late_records</c>. Owned by the shard's thread.</summary>
public sealed class WaitingRows(int shard, ReportFacts facts, BusinessCalendar calendar)
{
    public RowChange Row(int index, Notice notice)
    {
        ref var fact = ref facts[index];
        return RowChange.Upsert(
            TableOf(notice),
            FinanceTopics.Reports,
            (long)shard,
            fact.Offset,
            facts.Clients.Text(fact.Client),
            facts.ReportIdText(fact),
            (notice.WaitsFor ?? calendar.MonthOf(fact.CompletedAtTicks)).ToString(),
            notice.Kind,
            notice.Reason);
    }

    /// <param name="notice">The one whose row is there.</param>
    public RowChange Gone(int index, Notice notice) =>
        RowChange.Delete(TableOf(notice), FinanceTopics.Reports, (long)shard, facts[index].Offset);

    private static TableSchema TableOf(Notice notice) => notice.IsLate ? BooksTables.LateRecords : MarginTables.PendingRecords;
}
