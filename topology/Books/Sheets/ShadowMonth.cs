using Sluice.Engine;
using Sluice.Engine.Actors;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Sheets;

/// <summary>
/// One month of one shard worked out anew, in memory, from its records: all are taken first, then their versions are
/// put in order and priced at once, by the parts that price them live, as if the month were open. Owned by one thread.
/// </summary>
/// <remarks>Holds some 70 bytes a report taken, of whatever month; what it takes besides grows with clients and days.</remarks>
public sealed class ShadowMonth
{
    private readonly int _shard;
    private readonly long _bytesMax;
    private readonly BusinessMonth _month;
    private readonly BooksSettings _settings;
    private readonly ReportDecoder _decoder = new();
    private readonly ReportFacts _facts = new(new ShardState());
    private readonly ActorTable<ShadowClient> _clients;
    private readonly PriceBook _book;
    private readonly Closings _booked;
    private ShadowPricing? _priced;
    private long _bytes;

    /// <param name="shard">The partition whose reports are taken.</param>
    /// <param name="month">The month recomputed.</param>
    /// <param name="book">The book that prices, with all closings; whether the month itself is closed makes no difference.</param>
    /// <param name="settings">Base currency and business time zone.</param>
    /// <param name="scope">Whose reports, and up to where.</param>
    public ShadowMonth(int shard, BusinessMonth month, PriceBook book, BooksSettings settings, ShadowScope scope)
    {
        (_shard, _month, _settings, _booked, _bytesMax) = (shard, month, settings, scope.Booked, scope.BytesMax);
        _book = book.Under(scope.Known(book.Closings, month));
        _clients = new ActorTable<ShadowClient>(
            _facts.Clients,
            (number, key) => new ShadowClient(number, key, month, scope.Has(key) ? scope.LimitOf(key) : null));
    }

    /// <summary>Whether the reports occupy more than the scope allows: then they are counted and no longer kept.</summary>
    public bool IsFull => _bytes > _bytesMax;

    /// <summary>What the reports of each client occupy, or would.</summary>
    public IEnumerable<(string ClientId, long Bytes)> Demands => _clients.All.Where(client => client.Bytes > 0).Select(client => (client.Key, client.Bytes));

    /// <summary>
    /// Takes a message of <c>reports</c>; they must come in the order of their offsets. One that cannot be decoded, as it
    /// lies among the dead letters, one outside the scope and one beyond its client's limit are passed over.
    /// </summary>
    public void Take(in Record record)
    {
        if (!_decoder.TryDecode(record.Key, record.HasKey, record.Value, out var report, out _))
        {
            return;
        }

        var client = _facts.Clients.Number(report.ClientId);
        if (record.Offset < _clients[client].Limit && HasRoom(client, report.ReportId.Length))
        {
            _facts.AppendUnlinked(_facts.Read(client, report, record.Offset));
        }
    }

    /// <summary>Takes a report that the shard had accepted, in place of its message; in the order of offsets too.</summary>
    public void Take(in StoredReport stored)
    {
        var client = _facts.Clients.Number(stored.Client);
        if (stored.Fact.Offset < _clients[client].Limit && HasRoom(client, stored.IdLength))
        {
            _facts.AppendUnlinked(_facts.Read(client, stored));
        }
    }

    /// <summary>Prices on for about a millisecond, all being taken; false once all are priced.</summary>
    public bool Advance()
    {
        Invariant.Check(!IsFull, "a shadow month is priced when all its reports are taken");
        _priced ??= new ShadowPricing(_shard, _facts, _clients, _month, _book, _booked, _settings);
        return _priced.Advance();
    }

    /// <summary>The clients of the scope with a billable report here, and what blocks their month.</summary>
    public MonthSheet Sheet()
    {
        var priced = Priced();
        var writer = new SheetWriter(_book, _settings, _month);
        var sheets = _clients.All
            .Where(client => client.Limit >= 0 && client.Month.Figures.Reports > 0)
            .Select(client => writer.Write(
                client.Key,
                _shard,
                RevenueSheet.Counts(client.Month, priced.Lens),
                client.Month.Figures.Reports,
                [.. client.Month.Figures.Cogs],
                client.Earned(_facts),
                client.Fingerprint))
            .OrderBy(sheet => sheet.ClientId, StringComparer.Ordinal);
        return new MonthSheet(_month, [.. sheets], priced.Blocked);
    }

    /// <summary>The billable reports of a client in the month, by offset, each with the rules that price it.</summary>
    public IEnumerable<ExplainedReport> Reports(string clientId)
    {
        var number = _facts.Clients.Find(System.Text.Encoding.UTF8.GetBytes(clientId));
        return number < 0 ? [] : Priced().BillableOf(number).Select(index => Priced().Explain(index));
    }

    private ShadowPricing Priced()
    {
        while (Advance())
        {
        }

        return _priced!;
    }

    /// <summary>Counts what a report of a client occupies; false where that is more than all may.</summary>
    private bool HasRoom(int client, int idLength)
    {
        Invariant.Check(_priced is null, "a shadow month takes its reports before it is priced");
        var bytes = ReportFacts.BytesOf(idLength);
        _clients[client].Bytes += bytes;
        _bytes += bytes;
        return !IsFull;
    }
}
