using System.Globalization;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Replay;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>A month of all shards, recomputed from the records below a command's cut, some shards at once.</summary>
/// <param name="booked">The closings so far.</param>
internal sealed class MonthReading(ICommandContext<PriceBook> context, Command command, BooksSettings settings, PriceBook book, Closings booked)
{
    private readonly long[] _storedBelow = new long[context.Shards];
    private long _records;

    /// <summary>Which reports came from the store, for the end of a sentence; empty where all came from the log.</summary>
    public string Stored => string.Concat(_storedBelow
        .Select((below, shard) => (Source: new TopicPartition(FinanceTopics.Reports, shard), Below: below))
        .Where(part => part.Below > 0)
        .Select(part => $"; {part.Source} below offset {part.Below.ToString(CultureInfo.InvariantCulture)} from the stored facts, as the log holds it no longer"));

    /// <summary>Where a shard's reports end for the command.</summary>
    public long CutOf(int shard) => command.Cut[new TopicPartition(FinanceTopics.Reports, shard)];

    /// <param name="clients">Null for all.</param>
    /// <param name="limits">Clients whose records count below another offset than the cut.</param>
    public async Task<MonthSheet> ReadAsync(
        BusinessMonth month, IReadOnlySet<string>? clients, IReadOnlyDictionary<string, ShadowLimit> limits, CancellationToken cancel)
    {
        var (sheets, done) = (new MonthSheet[context.Shards], 0);
        await Stripes.EachAsync(context.Shards, context.Readers, ReadShardAsync, cancel);
        return new MonthSheet(
            month,
            [.. sheets.SelectMany(sheet => sheet.Clients).OrderBy(sheet => sheet.ClientId, StringComparer.Ordinal)],
            [.. sheets.SelectMany(sheet => sheet.Blocked)]);

        async Task ReadShardAsync(int shard, CancellationToken stop)
        {
            Tell(0);
            var scope = new ShadowScope(CutOf(shard), clients, limits) { Booked = booked };
            var reading = new ShardReading(context, settings, book, month, shard, scope, Tell);
            sheets[shard] = await reading.ReadAsync(stop);
            _storedBelow[shard] = reading.HeldFrom;
            Interlocked.Increment(ref done);
        }

        void Tell(int more)
        {
            var records = Interlocked.Add(ref _records, more).ToString("#,##0", CultureInfo.InvariantCulture);
            context.Report($"{month}: {Volatile.Read(ref done)} of {context.Shards} partitions, {records} records read");
        }
    }
}
