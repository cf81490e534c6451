using Sluice.Engine;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>
/// The booked sums of a month's providers, as rows of <c>provider_partial</c> under the control shard: where there are any,
/// they alone are <c>provider_summary</c>.
/// </summary>
internal static class BookedPartials
{
    private static TableSchema Table => MarginTables.ProviderPartial;

    /// <summary>What the providers' documents of a month come from.</summary>
    public static async Task<IReadOnlyList<EarnedPart>> ReadAsync(IStore store, BusinessMonth month, CancellationToken cancel) =>
    [
        .. (await RowsAsync(store, month, cancel)).Select(row => new EarnedPart(
            (string)row[1]!, (string)row[2]!, (string)row[3]!, (long)row[Table.Ordinal("reports")]!, (Int128)row[Table.Ordinal("cogs")]!)),
    ];

    /// <summary>Replaces the sums of the providers that <paramref name="includes"/> names by those earned.</summary>
    /// <param name="rate">Of a currency, at the month's end.</param>
    public static async Task WriteAsync(
        BookWriter writer,
        IStore store,
        BusinessMonth month,
        IEnumerable<EarnedPart> earned,
        Func<string, bool> includes,
        Func<string, decimal?> rate,
        string reference,
        CancellationToken cancel)
    {
        var rows = await RowsAsync(store, month, cancel);
        var before = rows.Where(row => includes((string)row[1]!)).ToDictionary(row => Key(row));
        var after = earned.Where(part => includes(part.ProviderId))
            .GroupBy(part => (part.ProviderId, part.Currency, part.RuleId))
            .ToDictionary(part => part.Key, part => (Reports: part.Sum(p => p.Reports), Cogs: part.Aggregate(Int128.Zero, (sum, p) => checked(sum + p.Cogs))));
        foreach (var key in before.Keys)
        {
            // One that earns nothing any more stays booked, with nothing: without a row the live sums would count again.
            after.TryAdd(key, (0L, Int128.Zero));
        }

        var versions = before.Values.GroupBy(row => ((string)row[1]!, (string)row[2]!))
            .ToDictionary(party => party.Key, party => party.Max(row => (long)row[Table.Ordinal("version")]!));
        var changed = after.Keys.Where(key => !IsSame(before.GetValueOrDefault(key), after, key))
            .Select(key => (key.ProviderId, key.Currency)).ToHashSet();
        foreach (var (key, sum) in after.Where(part => changed.Contains((part.Key.ProviderId, part.Key.Currency))).OrderBy(part => part.Key))
        {
            writer.Add(RowChange.Upsert(
                Table,
                month.ToString(),
                key.ProviderId,
                key.Currency,
                key.RuleId,
                (long)Limits.ControlShard,
                sum.Reports,
                sum.Cogs,
                rate(key.Currency),
                versions.GetValueOrDefault((key.ProviderId, key.Currency)) + 1,
                reference));
        }
    }

    private static ValueTask<IReadOnlyList<object?[]>> RowsAsync(IStore store, BusinessMonth month, CancellationToken cancel) =>
        store.ReadRowsAsync(Table, [("month", month.ToString()), ("shard", (long)Limits.ControlShard)], cancel);

    private static bool IsSame(
        object?[]? row,
        Dictionary<(string, string, string), (long Reports, Int128 Cogs)> after,
        (string ProviderId, string Currency, string RuleId) key) =>
        row is not null
        && after.TryGetValue(key, out var sum)
        && (long)row[Table.Ordinal("reports")]! == sum.Reports
        && (Int128)row[Table.Ordinal("cogs")]! == sum.Cogs;

    private static (string ProviderId, string Currency, string RuleId) Key(object?[] row) => ((string)row[1]!, (string)row[2]!, (string)row[3]!);
}
