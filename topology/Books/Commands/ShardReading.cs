using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>
/// A month of one shard, recomputed. Where all reports at once take too much memory, some of the clients are worked out
/// after the others, and read again for that. One flow.
/// </summary>
/// <param name="scope">Whose reports, and up to where.</param>
/// <param name="told">Told of so many more reports read.</param>
internal sealed class ShardReading(
    ICommandContext<PriceBook> context, BooksSettings settings, PriceBook book, BusinessMonth month, int shard, ShadowScope scope, Action<int> told)
{
    private readonly ShadowFeed _feed = new(context, month, shard, told);

    /// <inheritdoc cref="ShadowFeed.HeldFrom" />
    public long HeldFrom => _feed.HeldFrom;

    /// <exception cref="ShadowFullException">One client alone takes too much memory.</exception>
    /// <exception cref="WindowLostException">Neither the log nor the store holds all reports.</exception>
    public async Task<MonthSheet> ReadAsync(CancellationToken cancel)
    {
        var parts = new List<MonthSheet>();
        foreach (var clients in await AtOnceAsync(parts, cancel))
        {
            parts.Add(await PriceAsync(await TakeAsync(scope with { Clients = clients, BytesMax = context.ReaderBytes }, cancel), cancel));
        }

        return new MonthSheet(
            month, [.. parts.SelectMany(part => part.Clients)], [.. parts.SelectMany(part => part.Blocked).OrderBy(record => record.Offset)]);
    }

    /// <summary>Works all clients out at once; where that takes too much memory, returns who are to be worked out together instead.</summary>
    private async Task<IEnumerable<IReadOnlySet<string>>> AtOnceAsync(List<MonthSheet> parts, CancellationToken cancel)
    {
        var shadow = await TakeAsync(scope with { BytesMax = context.ReaderBytes }, cancel);
        if (shadow.IsFull)
        {
            return Divided([.. shadow.Demands]);
        }

        parts.Add(await PriceAsync(shadow, cancel));
        return [];
    }

    /// <summary>Few groups of clients that each fit, the largest client first.</summary>
    private List<HashSet<string>> Divided(List<(string ClientId, long Bytes)> demands)
    {
        var groups = new List<(HashSet<string> Clients, long Bytes)>();
        foreach (var (client, bytes) in demands.OrderByDescending(demand => demand.Bytes).ThenBy(demand => demand.ClientId, StringComparer.Ordinal))
        {
            if (bytes > context.ReaderBytes)
            {
                throw new ShadowFullException(month, client, bytes, context.ReaderBytes);
            }

            var place = groups.FindIndex(group => group.Bytes + bytes <= context.ReaderBytes);
            if (place < 0)
            {
                groups.Add((new HashSet<string>(StringComparer.Ordinal) { client }, bytes));
                continue;
            }

            groups[place].Clients.Add(client);
            groups[place] = (groups[place].Clients, groups[place].Bytes + bytes);
        }

        return groups.ConvertAll(group => group.Clients);
    }

    private async Task<MonthSheet> PriceAsync(ShadowMonth shadow, CancellationToken cancel)
    {
        var pace = context.Pace();
        while (shadow.Advance())
        {
            await pace.RestAsync(0, cancel);
        }

        return shadow.Sheet();
    }

    private Task<ShadowMonth> TakeAsync(ShadowScope part, CancellationToken cancel) =>
        _feed.TakeAsync(() => new ShadowMonth(shard, month, book, settings, part), scope.Cut, cancel);
}
