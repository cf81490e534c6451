using System.Globalization;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>A month of all shards, recomputed from the records below a command's cut.</summary>
/// <param name="booked">The closings so far.</param>
internal sealed class MonthReading(ICommandContext<PriceBook> context, Command command, BooksSettings settings, PriceBook book, Closings booked)
{
    private long _records;

    /// <summary>Where a shard's reports end for the command.</summary>
    public long CutOf(int shard) => command.Cut[new TopicPartition(FinanceTopics.Reports, shard)];

    /// <param name="clients">Null for all.</param>
    /// <param name="limits">Clients whose records count below another offset than the cut.</param>
    public async Task<MonthSheet> ReadAsync(
        BusinessMonth month, IReadOnlySet<string>? clients, IReadOnlyDictionary<string, ShadowLimit> limits, CancellationToken cancel)
    {
        var windows = new HashSet<int> { month.Index };
        var sheets = new List<ClientSheet>();
        var blocked = new List<BlockedRecord>();
        for (var shard = 0; shard < context.Shards; shard++)
        {
            context.Report($"{month}: partition {shard + 1} of {context.Shards}, {_records.ToString("#,##0", CultureInfo.InvariantCulture)} records read");
            var shadow = new ShadowMonth(shard, month, book, settings, new ShadowScope(CutOf(shard), clients, limits) { Booked = booked });
            await context.ReadWindowsAsync(FinanceTopics.Reports, shard, windows, CutOf(shard), Count(shadow.Take), cancel);
            var sheet = shadow.Sheet();
            sheets.AddRange(sheet.Clients);
            blocked.AddRange(sheet.Blocked);
        }

        return new MonthSheet(month, [.. sheets.OrderBy(sheet => sheet.ClientId, StringComparer.Ordinal)], blocked);
    }

    private RecordSink Count(RecordSink take) => (in Record record) =>
    {
        _records++;
        take(record);
    };
}
