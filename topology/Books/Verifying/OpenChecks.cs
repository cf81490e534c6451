using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books.Commands;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Money;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Verifying;

/// <summary>Open months against the log: live figures are recomputed at the positions that the shards have committed.</summary>
internal sealed class OpenChecks(IBooksSource source, Recomputer recomputer, DecisionLog log)
{
    private const int SamplesMax = 5;

    private static readonly string[] s_reference =
    [
        ReferenceTopics.Clients, ReferenceTopics.Providers, ReferenceTopics.ProviderPricingRules, ReferenceTopics.ClientPricingRules, ReferenceTopics.FxRates,
        ReferenceTopics.Aliases,
    ];

    public async Task<IReadOnlyList<BookCheck>> RunAsync(CancellationToken cancel)
    {
        var live = await SampleAsync(cancel);
        List<string> clients = [], statements = [], cogs = [];
        if (live.Standings.Select(shard => shard.Positions.Of(s_reference)).Distinct().Count() > 1)
        {
            clients.Add("the shards stand at different reference data: an engine is at work, or was stopped while it worked it in");
        }

        var at = live.Standings.Aggregate(Positions.None, (all, shard) => shard.Positions.All.Aggregate(all, (most, p) => p.Value > most[p.Key] ? most.With(p.Key, p.Value) : most));
        var months = live.Margin.Concat(live.Providers).Select(row => (string)row[0]!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var month in months)
        {
            try
            {
                var recomputed = await recomputer.LiveAsync(BusinessMonth.Parse(month), at, cancel);
                clients.AddRange(Clients(month, recomputed, live.Margin));
                statements.AddRange(Providers(month, recomputed, live.Providers));
                cogs.AddRange(Partials(month, recomputed, live.Partials));
            }
            catch (ExplainException failed)
            {
                clients.Add($"{month} cannot be recomputed: {failed.Message}");
            }
        }

        return
        [
            new("open months", "margin_summary = recomputation from the log at the committed positions", live.Margin.Count, clients) { IsLive = true },
            new("providers", "provider_summary = recomputation from the log at the committed positions", live.Providers.Count, statements) { IsLive = true },
            new("COGS", "what clients' reports cost = what providers have earned, to the last digit", live.Partials.Count(row => months.Contains((string)row[0]!)), cogs) { IsLive = true },
        ];
    }

    /// <summary>Live rows and the positions they are of: a shard commits both together, so they are read until none did between.</summary>
    private async Task<Live> SampleAsync(CancellationToken cancel)
    {
        var standings = await StandingsAsync(cancel);
        for (var tries = 1; ; tries++)
        {
            var margin = await OpenRowsAsync(MarginTables.MarginSummary, cancel);
            var providers = await OpenRowsAsync(MarginTables.ProviderSummary, cancel);
            var partials = await source.RowsAsync(MarginTables.ProviderPartial, [], cancel);
            var after = await StandingsAsync(cancel);
            if (tries == SamplesMax || after.Select(shard => shard.Positions).SequenceEqual(standings.Select(shard => shard.Positions)))
            {
                return new(standings, margin, providers, partials);
            }

            standings = after;
        }
    }

    private async Task<List<ShardStanding>> StandingsAsync(CancellationToken cancel) =>
        [.. (await source.StandingsAsync(cancel)).Where(shard => shard.Shard >= 0).OrderBy(shard => shard.Shard)];

    private ValueTask<IReadOnlyList<object?[]>> OpenRowsAsync(TableSchema table, CancellationToken cancel) => source.RowsAsync(table, [("status", "open")], cancel);

    private IEnumerable<string> Clients(string month, RecomputedMonth recomputed, IReadOnlyList<object?[]> margin)
    {
        var index = recomputed.Month.Index;
        var shown = margin.Where(row => (string)row[0]! == month)
            .ToDictionary(row => (string)row[1]!, row => BookedSummary.Read(MarginTables.MarginSummary, row), StringComparer.Ordinal);
        var due = recomputed.Sheets.Where(sheet => !log.Now.IsClosed(sheet.ClientId, index)).ToDictionary(sheet => sheet.ClientId, sheet => SummaryOf.Sheet(sheet, 0, ""), StringComparer.Ordinal);
        return shown.Keys.Union(due.Keys).Order(StringComparer.Ordinal)
            .Where(id => !shown.TryGetValue(id, out var row) || !due.TryGetValue(id, out var sheet) || !SummaryOf.ShowsTheSame(row, sheet))
            .Select(id => $"{MarginTables.MarginSummary.Name} {month} {id} shows {Words(shown.GetValueOrDefault(id))}, and the log gives {Words(due.GetValueOrDefault(id))}");
    }

    private static IEnumerable<string> Providers(string month, RecomputedMonth recomputed, IReadOnlyList<object?[]> summaries)
    {
        var table = MarginTables.ProviderSummary;
        var shown = summaries.Where(row => (string)row[0]! == month).ToDictionary(
            row => ((string)row[1]!, (string)row[2]!),
            row => ((long)row[table.Ordinal("reports")]!, (decimal?)row[table.Ordinal("cogs")], (decimal?)row[table.Ordinal("cogs_inr")]));
        var due = recomputed.Statements.ToDictionary(s => (s.ProviderId, s.Currency), s => (s.Reports, (decimal?)s.Total, s.TotalInr));
        return shown.Keys.Where(key => !due.ContainsKey(key) || due[key] != shown[key])
            .Order()
            .Select(key => $"{table.Name} {month} {key.Item1} shows {shown[key].Item2} {key.Item2} of {shown[key].Item1} reports, and the log gives "
                + (due.TryGetValue(key, out var sum) ? $"{sum.Item2} of {sum.Reports}" : "nothing"));
    }

    private static IEnumerable<string> Partials(string month, RecomputedMonth recomputed, IReadOnlyList<object?[]> partials)
    {
        var table = MarginTables.ProviderPartial;
        var kept = partials.Where(row => (string)row[0]! == month && (long)row[table.Ordinal("shard")]! >= 0)
            .GroupBy(row => ((string)row[1]!, (string)row[2]!, (string)row[3]!))
            .ToDictionary(rule => rule.Key, rule => (rule.Sum(row => (long)row[table.Ordinal("reports")]!), rule.Aggregate(Int128.Zero, (sum, row) => sum + (Int128)row[table.Ordinal("cogs")]!)));
        var earned = recomputed.Sheets.SelectMany(sheet => sheet.Earned)
            .GroupBy(part => (part.ProviderId, part.Currency, part.RuleId))
            .ToDictionary(rule => rule.Key, rule => (rule.Sum(part => part.Reports), rule.Aggregate(Int128.Zero, (sum, part) => sum + part.Cogs)));
        return kept.Keys.Union(earned.Keys).Where(key => kept.GetValueOrDefault(key) != earned.GetValueOrDefault(key))
            .Order()
            .Select(key => $"{month} {key.Item1} {key.Item3}: {Cogs(kept.GetValueOrDefault(key))} {key.Item2} in {table.Name}, {Cogs(earned.GetValueOrDefault(key))} by the log");
    }

    private static string Cogs((long Reports, Int128 Cogs) sum) => $"{Scaled.ToDecimal(sum.Cogs)} of {sum.Reports} reports";

    private static string Words(BookedSummary? summary) => summary is null ? "nothing"
        : $"{summary.Reports} reports, revenue {summary.Revenue} {summary.Currency}, in the base currency {summary.RevenueInr} − {summary.CogsInr}";

    private sealed record Live(
        List<ShardStanding> Standings, IReadOnlyList<object?[]> Margin, IReadOnlyList<object?[]> Providers, IReadOnlyList<object?[]> Partials);
}
