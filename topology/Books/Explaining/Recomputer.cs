using System.Text;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books.Commands;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Explaining;

/// <summary>Works months out anew, from the log: as a decision saw them, or as the shards stand.</summary>
internal sealed class Recomputer(IBooksSource source, BooksSettings settings, DecisionLog log)
{
    private static readonly Dictionary<string, ShadowLimit> NoLimits = [];

    /// <summary>A month as a close or rerun computed it.</summary>
    /// <param name="clientId">Only this client; null for all that it had closed.</param>
    /// <exception cref="ExplainException">What it was asked for, or what it saw, is not kept.</exception>
    public async Task<RecomputedMonth> AsDecidedAsync(string commandId, BusinessMonth month, string? clientId, CancellationToken cancel)
    {
        var command = await log.CommandAsync(commandId, cancel);
        var rerun = command.Type == RerunOrder.Type ? RerunOrder.Read(command).Order : null;
        var book = await source.ReferenceAtAsync(command.Cut, cancel);
        book = rerun?.AsOf is { } at ? book.AsOf(at) : book;
        if (rerun is not { IncludeLate: true })
        {
            var closings = log.UpTo(commandId);
            var closed = log.IsLaterClose(commandId, month.ToString())
                ? log.ClientsOf(commandId, month)
                : closings.Clients.Where(id => closings.IsClosed(id, month.Index));
            return await ReadAsync(month, book.Under(closings), command.Cut, Only(closed, clientId), ShadowLimit.OfBooked(closings, month), closings, cancel);
        }

        var before = log.Before(commandId);
        var scopes = RerunScope.Of(rerun, before);
        var read = scopes.FirstOrDefault(scope => scope.Month == month)?.Read
            ?? throw new ExplainException($"command {commandId} had nothing of {month} to recompute");
        return await ReadAsync(month, book.Under(RerunScope.Seen(rerun, before, scopes)), command.Cut, Only(read, clientId), NoLimits, before.Closings, cancel);
    }

    /// <summary>An open month as the records below the positions make it.</summary>
    /// <param name="clients">Null for all.</param>
    public async Task<RecomputedMonth> AtAsync(BusinessMonth month, Positions at, IReadOnlySet<string>? clients, CancellationToken cancel) =>
        await ReadAsync(month, (await source.ReferenceAtAsync(at, cancel)).Under(log.Now), at, clients, NoLimits, log.Now, cancel, withFees: false);

    /// <summary>A month as the shards count it live: of clients that have it closed, what is booked, under the live book.</summary>
    public async Task<RecomputedMonth> LiveAsync(BusinessMonth month, Positions at, CancellationToken cancel) => await ReadAsync(
        month, (await source.ReferenceAtAsync(at, cancel)).Under(log.Now), at, clients: null, ShadowLimit.OfBooked(log.Now, month), log.Now, cancel, withFees: false);

    /// <param name="withFees">Whether clients are charged though they had no report, as at a close.</param>
    private async Task<RecomputedMonth> ReadAsync(
        BusinessMonth month,
        PriceBook book,
        Positions cut,
        IReadOnlySet<string>? clients,
        IReadOnlyDictionary<string, ShadowLimit> limits,
        Closings booked,
        CancellationToken cancel,
        bool withFees = true)
    {
        List<ShadowMonth> shards = [];
        List<ClientSheet> sheets = [];
        for (var shard = 0; shard < source.Shards; shard++)
        {
            var end = cut[new TopicPartition(FinanceTopics.Reports, shard)];
            var scope = new ShadowScope(end, clients, limits) { Booked = booked };
            var shadow = await TakeAsync(shard, month, end, () => new ShadowMonth(shard, month, book, settings, scope), cancel);
            sheets.AddRange(shadow.Sheet().Clients);
            shards.Add(shadow);
        }

        var billed = sheets.Select(sheet => sheet.ClientId).ToHashSet(StringComparer.Ordinal);
        sheets.AddRange(withFees ? ClientSheets.WithoutReports(book, settings, month, clients!.Where(id => !billed.Contains(id)).ToList(), ShardOf) : []);
        return new RecomputedMonth(month, settings, book, [.. sheets.OrderBy(sheet => sheet.ClientId, StringComparer.Ordinal)], shards);
    }

    /// <summary>From the log and, before what that holds, from the reports that the shard has stored.</summary>
    private async Task<ShadowMonth> TakeAsync(int shard, BusinessMonth month, long end, Func<ShadowMonth> begin, CancellationToken cancel)
    {
        for (var heldFrom = 0L; ;)
        {
            var shadow = begin();
            try
            {
                if (heldFrom > 0)
                {
                    var stored = new StoredReports(heldFrom, shadow.Take);
                    await source.LoadSegmentsAsync(new TopicPartition(FinanceTopics.Reports, shard), heldFrom, (_, segment) => stored.Take(segment), cancel);
                }

                await source.ReadWindowsAsync(FinanceTopics.Reports, shard, new HashSet<int> { month.Index }, heldFrom, end, shadow.Take, cancel);
                return shadow;
            }
            catch (WindowLostException lost) when (lost.HeldFrom > heldFrom)
            {
                heldFrom = lost.HeldFrom.Value;
            }
            catch (WindowLostException lost)
            {
                throw new ExplainException(lost.Message);
            }
        }
    }

    private int ShardOf(string client) => Partitioner.PartitionOf(Encoding.UTF8.GetBytes(client), source.Shards);

    private static HashSet<string> Only(IEnumerable<string> clients, string? clientId) =>
        clients.Where(id => clientId is null || id == clientId).ToHashSet(StringComparer.Ordinal);
}
