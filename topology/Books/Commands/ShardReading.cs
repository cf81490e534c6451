using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>
/// A month of one shard, recomputed: from the log and, before what that holds, from the reports the shard has stored. Where
/// all reports at once take too much memory, some of the clients are worked out after the others. One flow.
/// </summary>
/// <param name="scope">Whose reports, and up to where.</param>
/// <param name="told">Told of so many more reports read.</param>
internal sealed class ShardReading(
    ICommandContext<PriceBook> context, BooksSettings settings, PriceBook book, BusinessMonth month, int shard, ShadowScope scope, Action<int> told)
{
    private const int PartsMax = 256;
    private const int TellEvery = 1 << 16;

    private readonly HashSet<int> _windows = [month.Index];
    private long _heldFrom;

    /// <summary>Reports below this offset came from the store; 0 where all came from the log.</summary>
    public long HeldFrom => _heldFrom;

    /// <exception cref="ShadowFullException">However the clients are divided, one part is too large.</exception>
    /// <exception cref="WindowLostException">Neither the log nor the store holds all reports.</exception>
    public async Task<MonthSheet> ReadAsync(CancellationToken cancel)
    {
        for (var parts = 1; ; parts *= 2)
        {
            try
            {
                return await ReadAsync(parts, cancel);
            }
            catch (ShadowFullException) when (parts < PartsMax)
            {
                // In smaller parts then.
            }
        }
    }

    private async Task<MonthSheet> ReadAsync(int parts, CancellationToken cancel)
    {
        var sheets = new List<ClientSheet>();
        var blocked = new List<BlockedRecord>();
        var pace = context.Pace();
        for (var part = 0; part < parts; part++)
        {
            var shadow = await TakeAsync(scope with { Part = (part, parts), BytesMax = context.ReaderBytes }, cancel);
            while (shadow.Advance())
            {
                await pace.RestAsync(cancel);
            }

            var sheet = shadow.Sheet();
            sheets.AddRange(sheet.Clients);
            blocked.AddRange(sheet.Blocked);
        }

        return new MonthSheet(month, sheets, [.. blocked.OrderBy(record => record.Offset)]);
    }

    private async Task<ShadowMonth> TakeAsync(ShadowScope part, CancellationToken cancel)
    {
        while (true)
        {
            var shadow = new ShadowMonth(shard, month, book, settings, part);
            try
            {
                if (_heldFrom > 0)
                {
                    var stored = new StoredReports(_heldFrom, shadow.Take);
                    await context.LoadSegmentsAsync(new TopicPartition(FinanceTopics.Reports, shard), _heldFrom, (_, segment) => stored.Take(segment), cancel);
                }

                var read = 0;
                await context.ReadWindowsAsync(FinanceTopics.Reports, shard, _windows, _heldFrom, scope.Cut, Count, cancel);
                told(read % TellEvery);
                return shadow;

                void Count(in Record record)
                {
                    shadow.Take(record);
                    if (++read % TellEvery == 0)
                    {
                        told(TellEvery);
                    }
                }
            }
            catch (WindowLostException lost) when (lost.HeldFrom > _heldFrom)
            {
                _heldFrom = lost.HeldFrom.Value;
            }
        }
    }
}
