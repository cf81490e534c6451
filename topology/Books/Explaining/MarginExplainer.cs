using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books.Commands;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Explaining;

/// <summary>Explains a row of <c>margin_summary</c>: a closed month by its latest booking, an open one as the shards stand.</summary>
public static class MarginExplainer
{
    /// <summary>An engine that works moves on between two looks: so often they are taken again.</summary>
    private const int LooksMax = 5;

    /// <summary>The client's month, or null where it has no figures. Of an open month the engine may be ahead of, or behind, what it shows.</summary>
    /// <exception cref="ExplainException">What made it is not kept.</exception>
    public static async Task<ExplainedMargin?> ExplainAsync(
        IBooksSource source, BooksSettings settings, BusinessMonth month, string clientId, CancellationToken cancel)
    {
        for (var look = 1; ; look++)
        {
            var explained = await LookAsync(source, settings, month, clientId, cancel);
            if (look == LooksMax || explained is null || Agrees(explained))
            {
                return explained;
            }
        }
    }

    /// <summary>Whether the row shows what its lines come to.</summary>
    public static bool Agrees(ExplainedMargin explained) =>
        explained.Shown is { } shown
            ? SummaryOf.ShowsTheSame(explained.Figures, shown)
            : explained.Figures is { Reports: 0, Revenue: 0 };

    private static async Task<ExplainedMargin?> LookAsync(
        IBooksSource source, BooksSettings settings, BusinessMonth month, string clientId, CancellationToken cancel)
    {
        var log = await DecisionLog.LoadAsync(source, cancel);
        var rows = await source.RowsAsync(MarginTables.MarginSummary, [("month", month.ToString()), ("client_id", clientId)], cancel);
        var shown = rows.Count == 0 ? null : BookedSummary.Read(MarginTables.MarginSummary, rows[0]);
        var recomputer = new Recomputer(source, settings, log);
        var latest = log.Now.Latest(clientId, month.Index);
        if (latest is null && shown is null)
        {
            return null;
        }

        var recomputed = latest is not null
            ? await recomputer.AsDecidedAsync(latest.CommandId, month, clientId, cancel)
            : await recomputer.AtAsync(month, await StandAsync(source, shown!.Reference, cancel), new HashSet<string>(StringComparer.Ordinal) { clientId }, cancel);
        var revenue = LineExplainer.Client(recomputed, clientId);
        var figures = recomputed.SheetOf(clientId) is { } sheet
            ? SummaryOf.Sheet(sheet, shown?.Version ?? 0, "")
            : SummaryOf.Nothing(recomputed.Book.Client(clientId)?.Currency ?? settings.BaseCurrency, shown?.Version ?? 0, "");
        return new ExplainedMargin(
            month.ToString(),
            clientId,
            latest is null ? "open" : "closed",
            figures,
            shown,
            [.. revenue, .. LineExplainer.Cogs(recomputed, clientId, revenue.Count + 1)]);
    }

    /// <summary>The reports that the shards have committed, and the reference data that the row includes.</summary>
    private static async Task<Positions> StandAsync(IBooksSource source, string reference, CancellationToken cancel)
    {
        var standings = await source.StandingsAsync(cancel);
        return standings.SelectMany(shard => shard.Positions.Of([FinanceTopics.Reports]).All)
            .Aggregate(Positions.Parse(reference), (all, at) => at.Value > all[at.Key] ? all.With(at.Key, at.Value) : all);
    }
}
